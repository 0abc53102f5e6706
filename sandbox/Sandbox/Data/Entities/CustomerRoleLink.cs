using Nop.Core;

namespace Sandbox.Data.Entities;

/// <summary>A role a customer has.</summary>
public class CustomerRoleLink : BaseEntity
{
    public int CustomerId { get; set; }

    public int CustomerRoleId { get; set; }
}
