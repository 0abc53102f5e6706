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
            NeedsAttentionAtUtc = searchModel.NeedsAttention ? timeProvider.GetUtcNow().UtcDateTime : null,
            CustomerId = searchModel.CustomerId is > 0 ? searchModel.CustomerId : null,
            WaitingAtUtc = searchModel.Waiting ? timeProvider.GetUtcNow().UtcDateTime : null,
            PaidFromUtc = await StartAsync(searchModel.PaidOn),
            PaidBeforeUtc = await EndAsync(searchModel.PaidOn),
            Refunded = await StartAsync(searchModel.RefundedOn) is { } start
                ? (start, await EndAsync(searchModel.RefundedOn) ?? DateTime.MaxValue)
                : null,
            FromUtc = await StartAsync(searchModel.From),
            BeforeUtc = await EndAsync(searchModel.To)
        };
    }

    private async Task<DateTime?> StartAsync(DateOnly? day)
    {
        return day is { } first ? await days.GetStartAsync(first) : null;
    }

    private async Task<DateTime?> EndAsync(DateOnly? day)
    {
        return day is { } last && last < DateOnly.MaxValue ? await days.GetStartAsync(last.AddDays(1)) : null;
    }
}
