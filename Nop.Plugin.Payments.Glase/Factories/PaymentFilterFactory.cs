using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Says what an admin's search for payments means: days are those of the admin's time zone.
/// </summary>
public class PaymentFilterFactory(AdminDays days, TimeProvider timeProvider)
{
    /// <summary>
    /// Prepares the filter.
    /// </summary>
    public async Task<PaymentFilter> PrepareAsync(PaymentSearchModel searchModel)
    {
        return new PaymentFilter
        {
            OrderNumber = searchModel.OrderNumber,
            Reference = searchModel.Reference,
            Email = searchModel.Email,
            Status = searchModel.StatusId is { } status && Enum.IsDefined((GlasePaymentStatus)status) ? (GlasePaymentStatus)status : null,
            WithoutOrder = searchModel.WithoutOrder,
            NeedsPersonAtUtc = searchModel.NeedsPerson ? timeProvider.GetUtcNow().UtcDateTime : null,
            CustomerId = searchModel.CustomerId is > 0 ? searchModel.CustomerId : null,
            FromUtc = searchModel.From is { } from ? await days.GetStartAsync(from) : null,
            BeforeUtc = searchModel.To is { } to && to < DateOnly.MaxValue ? await days.GetStartAsync(to.AddDays(1)) : null
        };
    }
}
