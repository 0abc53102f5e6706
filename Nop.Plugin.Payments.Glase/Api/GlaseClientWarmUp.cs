using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Text;
using Microsoft.Extensions.Options;
using Nop.Plugin.Payments.Glase.Api.Wire;

namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// Exercises the client against a stub so that it is compiled before the first request.
/// </summary>
internal sealed class GlaseClientWarmUp(IOptions<GlaseClientOptions> options, TimeProvider timeProvider)
{
    private const string Anything = "0";

    private static readonly GlaseConnection _connection = new()
    {
        ServiceUrl = new Uri("https://nowhere.invalid/"),
        ClientId = Anything,
        TerminalId = Anything,
        Password = Anything
    };

    public async Task RunAsync()
    {
        using var house = new HttpMessageInvoker(new StubHandler());
        // Not the plugin's: nobody was called.
        using var meter = new Meter(nameof(GlaseClientWarmUp));
        using var activities = new ActivitySource(nameof(GlaseClientWarmUp));
        var client = new GlaseClient(() => new GlaseTransport(house, options), new GlaseResilience(options, timeProvider),
            new GlaseClientMetrics(meter, activities), timeProvider);
        var amount = new Amount(1m, "EUR");
        var invoice = new Invoice
        {
            Title = Anything,
            TotalAmount = amount,
            Rows = [new InvoiceRow { Description = Anything, Quantity = 1m, TotalAmount = amount }]
        };

        await client.SendInvoiceAsync(_connection, invoice);
        await client.GetPaymentStatusAsync(_connection, Anything, 0);
        await client.UpdateInvoiceAsync(_connection, Anything, invoice);
        await client.CancelInvoiceAsync(_connection, Anything);
    }

    /// <summary>
    /// Takes each call for done, and answers as Glase would.
    /// </summary>
    private sealed class StubHandler : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            // An answer takes its time: what waits for it is compiled too.
            await Task.Yield();
            var asked = await request.Content.ReadAsStringAsync(cancellationToken);
            var operation = Enum.GetValues<GlaseOperation>().First(each => asked.Contains($":{each.WireName()} ", StringComparison.Ordinal));
            return new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent(Answer(operation.WireName()), Encoding.UTF8, "text/xml")
            };
        }

        private static string Answer(string operation)
        {
            const string fields = "<ersReference>0</ersReference><resultCode>0</resultCode><invoiceQRCode>0</invoiceQRCode>" +
                "<invoiceReference>0</invoiceReference><status>PAID</status><receipt><invoice><totalAmount><currency>EUR</currency>" +
                "<value>1</value></totalAmount></invoice></receipt><version>1</version>";
            return $"<S:Envelope xmlns:S=\"{GlaseNamespaces.Soap}\"><S:Body><e:{operation}Response xmlns:e=\"{GlaseNamespaces.Merchant}\">" +
                $"<return>{fields}</return></e:{operation}Response></S:Body></S:Envelope>";
        }
    }
}
