namespace Nop.Core.Domain.Customers;

public static class CustomerExtensions
{
    public static bool IsSearchEngineAccount(this Customer customer) =>
        customer is { IsSystemAccount: true }
        && customer.SystemName == NopCustomerDefaults.SearchEngineCustomerName;

    public static bool IsBackgroundTaskAccount(this Customer customer) =>
        customer is { IsSystemAccount: true }
        && customer.SystemName == NopCustomerDefaults.BackgroundTaskCustomerName;
}
