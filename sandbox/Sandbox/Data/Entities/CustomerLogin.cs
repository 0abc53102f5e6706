using Nop.Core;

namespace Sandbox.Data.Entities;

/// <summary>A registered customer's password, salted and hashed.</summary>
public class CustomerLogin : BaseEntity
{
    public int CustomerId { get; set; }

    public string Salt { get; set; }

    public string Hash { get; set; }
}
