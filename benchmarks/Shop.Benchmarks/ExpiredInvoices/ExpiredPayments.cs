using System.Diagnostics;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.ScheduleTasks;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Sandbox.Data;

namespace Shop.Benchmarks.ExpiredInvoices;

/// <summary>
/// Payments whose time is over.
/// </summary>
internal static class ExpiredPayments
{
    /// <summary>Adds payments that paid an order, one a minute, back into the years.</summary>
    public static Task<bool> AddSettledAsync(IServiceProvider services, int count)
    {
        return AddAsync(services, count, (payment, number) =>
        {
            payment.Status = GlasePaymentStatus.Paid;
            payment.OrderId = number;
            payment.ErsReference = payment.Token;
            payment.PaidAmount = payment.Amount;
            payment.PaidCurrencyCode = payment.CurrencyCode;
            payment.PaidOnUtc = payment.AppliedOnUtc = payment.CreatedOnUtc;
        });
    }

    /// <summary>Adds codes that nobody paid and nobody took back.</summary>
    public static Task<bool> AddExpiredAsync(IServiceProvider services, int count)
    {
        return AddAsync(services, count, (payment, _) => payment.Status = GlasePaymentStatus.Issued);
    }

    public static int CountOpen(IServiceProvider services)
    {
        return services.GetRequiredService<IRepository<GlasePayment>>().Table
            .Count(payment => payment.StatusId == (int)GlasePaymentStatus.Issued);
    }

    /// <returns>How many seconds the run took</returns>
    public static async Task<double> RunTaskAsync(IServiceProvider services)
    {
        var watch = Stopwatch.StartNew();
        await ActivatorUtilities.CreateInstance<PaymentRecoveryTask>(services).ExecuteAsync();
        return watch.Elapsed.TotalSeconds;
    }

    private static async Task<bool> AddAsync(IServiceProvider services, int count, Action<GlasePayment, int> change)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        await using var connection = services.GetRequiredService<ShopDatabase>().Connect();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.BulkCopyAsync(new BulkCopyOptions { BulkCopyType = BulkCopyType.MultipleRows }, Rows());
        await transaction.CommitAsync();
        return true;

        IEnumerable<GlasePayment> Rows()
        {
            for (var number = 1; number <= count; number++)
            {
                var token = PaymentStore.NewToken();
                var time = now.AddMinutes(-60 - number);
                var payment = new GlasePayment
                {
                    OrderGuid = Guid.NewGuid(),
                    CustomerId = number,
                    StoreId = 1,
                    Token = token,
                    CheckoutKey = token,
                    InvoiceReference = token,
                    Amount = 10m,
                    CurrencyCode = "SEK",
                    DraftHash = "benchmark",
                    CreatedOnUtc = time,
                    ExpiresOnUtc = time,
                    DeadlineOnUtc = time
                };
                change(payment, number);
                yield return payment;
            }
        }
    }
}
