using Nop.Core.Configuration;

namespace Nop.Core.Domain.Customers;

public class CustomerSettings : ISettings
{
    public bool UsernamesEnabled { get; set; }

    public bool CompanyEnabled { get; set; }

    public bool PhoneEnabled { get; set; }
}
