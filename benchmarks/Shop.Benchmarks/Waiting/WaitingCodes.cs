using Nop.Data;
using Microsoft.Extensions.DependencyInjection;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services;

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
            var token = GlaseInvoiceService.NewToken();
            return new GlaseInvoice
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
                CartHash = "benchmark",
                Status = GlaseInvoiceStatus.Issued,
                CreatedOnUtc = now,
                ExpiresOnUtc = now.AddHours(2)
            };
        }).ToList();
        await services.GetRequiredService<IRepository<GlaseInvoice>>().InsertAsync(codes, publishEvent: false);
        return codes.ConvertAll(code => code.Token);
    }
}
