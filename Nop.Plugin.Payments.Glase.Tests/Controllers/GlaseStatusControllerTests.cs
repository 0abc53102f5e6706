using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Nop.Plugin.Payments.Glase.Controllers;
using Nop.Plugin.Payments.Glase.Infrastructure;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Controllers;

public class GlaseStatusControllerTests
{
    private readonly PaymentWorld _world = new();

    [Test]
    public async Task Who_guesses_a_token_is_not_handed_on_to_a_page_of_the_shop()
    {
        await using var services = new ServiceCollection().AddSingleton(_world.InvoiceService).BuildServiceProvider();
        using var limits = new RequestLimits();
        using var controller = new GlaseStatusController(_world.InvoiceService, livePayments: null, news: null, _world.Settler);
        var events = new GlaseEventsController(services.GetRequiredService<IServiceScopeFactory>(), livePayments: null, limits);

        foreach (var ask in new[] { controller.Status, events.Events, controller.Notification })
        {
            var answer = await ask("AAAAAAAAAAAAAAAAAAAAAA") as ContentResult;

            Assert.That(answer?.StatusCode, Is.EqualTo(404));
            Assert.That(answer?.Content, Is.Not.Empty, "an empty answer makes nopCommerce show its page");
        }
    }
}
