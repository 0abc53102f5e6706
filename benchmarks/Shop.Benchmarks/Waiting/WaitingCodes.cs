using Nop.Data;
using Microsoft.Extensions.DependencyInjection;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Shop.Benchmarks.Waiting;

/// <summary>
/// Codes that somebody is to look at.
/// </summary>
internal static class WaitingCodes
{
    /// <returns>Their tokens</returns>
    public static async Task<List<string>> AddAsync(IServiceProvider services, int count)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var codes = Enumerable.Range(0, count).Select(number =>
        {
            var token = PaymentStore.NewToken();
            return new GlasePayment
            {
                OrderGuid = Guid.NewGuid(),
                CustomerId = 1,
                StoreId = 1,
                Token = token,
                CheckoutKey = token,
                InvoiceReference = token,
                QrCode = "HTTP://SEQR.SE/R" + token,
                Amount = 10m,
                CurrencyCode = "SEK",
                DraftHash = "benchmark",
                Status = GlasePaymentStatus.Issued,
                CreatedOnUtc = now,
                ExpiresOnUtc = now.AddHours(2),
                DeadlineOnUtc = now.AddHours(2)
            };
        }).ToList();
        await services.GetRequiredService<IRepository<GlasePayment>>().InsertAsync(codes, publishEvent: false);
        return codes.ConvertAll(code => code.Token);
    }
}
