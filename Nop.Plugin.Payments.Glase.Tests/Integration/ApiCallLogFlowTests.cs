using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Logging;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Orders;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

public class ApiCallLogFlowTests
{
    [TestCase(true)]
    [TestCase(false)]
    public async Task Calls_are_logged_when_the_owner_wants_it(bool logRequests)
    {
        await using var fixture = await ShopFixture.StartAsync();
        await fixture.ChangeAsync(settings => settings.LogRequests = logRequests);
        using var httpShopper = fixture.NewShopper();
        await httpShopper.PutIntoCartAsync();
        var code = await httpShopper.CheckOutAsync();
        for (var i = 0; i < 3; i++)
            await httpShopper.GoAsync($"glase/{code.Token}");
        fixture.Glase.Pay(code.Reference);
        await httpShopper.CompleteAsync(code);
        var order = await fixture.OnlyOrderAsync();
        await fixture.Shop.RunAsync(services => services.GetRequiredService<IOrderProcessingService>().RefundAsync(order));
        await fixture.Shop.Services.GetRequiredService<ApiCallLog>().FlushAsync();

        var log = (await fixture.AllAsync<Log>()).Where(entry => entry.ShortMessage.StartsWith("Glase ", StringComparison.Ordinal)).ToList();
        if (!logRequests)
        {
            Assert.That(log, Is.Empty);
            return;
        }

        var sent = log.Single(entry => entry.ShortMessage.StartsWith("Glase sendInvoice", StringComparison.Ordinal));
        var password = new global::Glase.Simulator.SimulatorOptions().Password;
        Assert.Multiple(() =>
        {
            Assert.That(sent.ShortMessage, Does.Contain($"of {code.Reference}").And.Contains("SUCCESS in").And.Contains("client reference"));
            Assert.That(sent.FullMessage, Does.Contain("<clientReference>").And.Contains($"<invoiceReference>{code.Reference}<"));
            Assert.That(log.Select(entry => entry.FullMessage), Has.None.Contains($">{password}<"));
            Assert.That(log.Count(entry => entry.ShortMessage.StartsWith("Glase getPaymentStatus", StringComparison.Ordinal)),
                Is.InRange(1, 2), "the same answer is logged once");
            Assert.That(log.Select(entry => entry.ShortMessage),
                Has.One.StartsWith($"Glase refundPayment of {order.CaptureTransactionId}, order {order.CustomOrderNumber}: SUCCESS"));
        });
    }
}
