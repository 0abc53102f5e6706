using Microsoft.Extensions.DependencyInjection;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Shop.Benchmarks.Waiting;

namespace Shop.Benchmarks.PaidToScreen;

/// <summary>
/// A code that Glase has issued.
/// </summary>
internal sealed record IssuedCode(string Token, string Reference)
{
    private const int Attempts = 10;

    /// <summary>Issues codes for nobody's cart.</summary>
    public static async Task<List<IssuedCode>> IssueAsync(IServiceProvider services, string shop, int count)
    {
        var client = services.GetRequiredService<IGlaseClient>();
        var connection = await services.GetRequiredService<GlaseConnectionProvider>().GetAsync(1);
        var repository = services.GetRequiredService<IRepository<GlasePayment>>();
        var tokens = await WaitingCodes.AddAsync(services, count);
        List<IssuedCode> issued = [];
        foreach (var token in tokens)
        {
            var row = (await repository.GetAllAsync(query => query.Where(payment => payment.Token == token))).Single();
            var amount = new Amount(row.Amount, row.CurrencyCode);
            var answer = await SendAsync(client, connection, new Invoice
            {
                Title = "Benchmark",
                TotalAmount = amount,
                Rows = [new InvoiceRow { Description = "Map", Quantity = 1, TotalAmount = amount }],
                NotificationUrl = $"{shop}glase/{token}/notification",
                BackUrl = $"{shop}glase/{token}/return"
            });
            row.InvoiceReference = answer.InvoiceReference;
            row.QrCode = answer.InvoiceQrCode;
            await repository.UpdateAsync(row, publishEvent: false);
            issued.Add(new IssuedCode(token, answer.InvoiceReference));
        }

        return issued;
    }

    // A simulator that has just started on a busy machine may be slower than the client is patient.
    private static async Task<SendInvoiceResponse> SendAsync(IGlaseClient client, GlaseConnection connection, Invoice invoice)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await client.SendInvoiceAsync(connection, invoice);
            }
            catch (GlaseApiException) when (attempt < Attempts)
            {
                await Task.Delay(TimeSpan.FromSeconds(attempt));
            }
        }
    }
}
