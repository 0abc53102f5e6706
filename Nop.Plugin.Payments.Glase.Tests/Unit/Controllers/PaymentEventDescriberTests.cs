using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Controllers;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Tests.Support;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Controllers;

public class PaymentEventDescriberTests
{
    private readonly PaymentFixture _fixture = new();

    // Without it, nopCommerce fails to make the links in its emails about the order that is paid.
    [Test]
    public async Task What_is_applied_finds_the_request_as_an_action_would()
    {
        var accessor = new ActionContextAccessor();
        var context = new DefaultHttpContext();
        ActionContext seen = null;
        var scopes = new Mock<IServiceScopeFactory>();
        scopes.Setup(factory => factory.CreateScope()).Callback(() => seen = accessor.ActionContext).Throws(new InvalidOperationException("enough"));
        var describer = new PaymentEventDescriber(scopes.Object, accessor, _fixture.LogDeduplicator, _fixture.SafeLog);

        var state = await describer.TryDescribeAsync(context, new PaymentSnapshot(_fixture.AddPayment(), IsPollFailing: false));

        Assert.That(state, Is.Null, "it could not be described");
        Assert.That(seen?.HttpContext, Is.SameAs(context));
        Assert.That(seen.RouteData, Is.Not.Null);
        Assert.That(accessor.ActionContext, Is.Null, "the request itself is not changed");
    }
}
