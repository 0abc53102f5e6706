using Nop.Core.Domain.Customers;
using Nop.Services.Helpers;

namespace Sandbox.Hosting;

/// <summary>Times for people, in the shop's time zone: Stockholm's, so that a time taken for UTC is seen.</summary>
internal sealed class DateTimeHelper : IDateTimeHelper
{
    public TimeZoneInfo DefaultStoreTimeZone { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm");

    public Task<DateTime> ConvertToUserTimeAsync(DateTime dt) => ConvertToUserTimeAsync(dt, dt.Kind);

    public Task<DateTime> ConvertToUserTimeAsync(DateTime dt, DateTimeKind sourceDateTimeKind)
    {
        return Task.FromResult(TimeZoneInfo.ConvertTime(DateTime.SpecifyKind(dt, sourceDateTimeKind), DefaultStoreTimeZone));
    }

    public DateTime ConvertToUserTime(DateTime dt, TimeZoneInfo sourceTimeZone, TimeZoneInfo destinationTimeZone)
    {
        return TimeZoneInfo.ConvertTime(dt, sourceTimeZone, destinationTimeZone);
    }

    public DateTime ConvertToUtcTime(DateTime dt) => ConvertToUtcTime(dt, dt.Kind);

    public DateTime ConvertToUtcTime(DateTime dt, DateTimeKind sourceDateTimeKind)
    {
        return TimeZoneInfo.ConvertTimeToUtc(DateTime.SpecifyKind(dt, sourceDateTimeKind));
    }

    public DateTime ConvertToUtcTime(DateTime dt, TimeZoneInfo sourceTimeZone)
    {
        return TimeZoneInfo.ConvertTimeToUtc(DateTime.SpecifyKind(dt, DateTimeKind.Unspecified), sourceTimeZone);
    }

    public Task<TimeZoneInfo> GetCustomerTimeZoneAsync(Customer customer) => Task.FromResult(DefaultStoreTimeZone);

    public Task<TimeZoneInfo> GetCurrentTimeZoneAsync() => Task.FromResult(DefaultStoreTimeZone);
}
