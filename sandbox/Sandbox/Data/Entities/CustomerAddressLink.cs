using Nop.Core;

namespace Sandbox.Data.Entities;

/// <summary>An address in a customer's address book.</summary>
public class CustomerAddressLink : BaseEntity
{
    public int CustomerId { get; set; }

    public int AddressId { get; set; }
}
