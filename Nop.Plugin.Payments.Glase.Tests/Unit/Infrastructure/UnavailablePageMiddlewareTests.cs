using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Localization;
using Nop.Plugin.Payments.Glase.Infrastructure;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Infrastructure;

public class UnavailablePageMiddlewareTests
{
    private const string Page = "/glase/AAAAAAAAAAAAAAAAAAAAAA";

    private readonly DefaultHttpContext _context = new() { Response = { Body = new MemoryStream() } };

    private string Text => Encoding.UTF8.GetString(((MemoryStream)_context.Response.Body).ToArray());

    [TestCase(Page, Page)]
    [TestCase(Page + "/", Page)]
    [TestCase(Page + "/return", Page + "/return")]
    [TestCase(Page + "/complete", Page + "/return")]
    public async Task A_page_that_fails_tries_again_by_itself(string address, string next)
    {
        await RequestAsync(address);

        Assert.That(_context.Response.StatusCode, Is.EqualTo(StatusCodes.Status503ServiceUnavailable));
        Assert.That(Text, Does.Contain($"content=\"5; url={next}\"").And.Contain("you will get your order or a full refund"));
        Assert.That(_context.Response.Headers.CacheControl.ToString(), Is.EqualTo("no-store"));
    }

    [TestCase("/")]
    [TestCase("/checkout/paymentinfo")]
    [TestCase(Page + "/status")]
    [TestCase(Page + "/events")]
    [TestCase(Page + "/notification")]
    [TestCase("/glase/AAAAAAAAAAAAAAAAAAAAA\"")]
    public void What_is_no_page_of_a_payment_fails_as_ever(string address)
    {
        Assert.That(() => RequestAsync(address), Throws.TypeOf<FakeDatabaseException>());
    }

    [TestCase(null, "de-DE, sv;q=0.8", "lang=\"de\" dir=\"ltr\"")]
    [TestCase(null, "xx, ar;q=0.5, en;q=0.2", "lang=\"ar\" dir=\"rtl\"")]
    [TestCase("sv-SE", "de", "lang=\"sv\" dir=\"ltr\"")]
    [TestCase(null, null, "lang=\"en\" dir=\"ltr\"")]
    public async Task It_is_in_the_language_of_the_shop_or_of_the_browser(string shop, string browser, string language)
    {
        _context.Request.Headers.AcceptLanguage = browser;
        if (shop is not null)
            _context.Features.Set<IRequestCultureFeature>(new RequestCultureFeature(new RequestCulture(shop), null));

        await RequestAsync(Page);

        Assert.That(Text, Does.Contain(language));
    }

    [Test]
    public void A_page_that_is_on_its_way_is_left_alone()
    {
        _context.Features.Set<IHttpResponseFeature>(new StartedResponse());

        Assert.That(() => RequestAsync(Page), Throws.TypeOf<FakeDatabaseException>());
    }

    private Task RequestAsync(string address)
    {
        _context.Request.Path = address;
        return new UnavailablePageMiddleware(_ => throw FakeDatabaseException.Away(),
            new FailureLog(new LogDeduplicator(), SilentLog.Instance)).InvokeAsync(_context);
    }

    private sealed class StartedResponse : HttpResponseFeature
    {
        public override bool HasStarted => true;
    }
}
