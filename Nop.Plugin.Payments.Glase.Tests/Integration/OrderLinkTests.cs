using System.Net;
using System.Text.RegularExpressions;
using Glase.Simulator.Faults;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Logging;
using Nop.Core.Domain.Messages;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Core.Domain.Stores;
using Nop.Core.Events;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Messages;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// An unpaid order is paid from its email, its PDF invoice or its page, in any browser and without an account.
/// </summary>
public partial class OrderLinkTests : ShopTestBase
{
    [Test]
    public async Task A_stranger_with_the_link_of_the_e_mail_pays_the_order()
    {
        var order = await PlaceUnpaidAsync();
        var link = (await TokensAsync(order))["Order.GlasePaymentLink"];
        using var payer = _fixture.NewShopper();

        await payer.GoAsync(link);

        Assert.That(payer.Code.HasCode, Is.True);
        Assert.That(payer.Code.Amount, Is.EqualTo("€10.45"));
        Assert.That(await payer.StatusAsync(payer.Code), Is.EqualTo(("waiting", "€10.45")));
        Assert.That(payer.Page.Body.TextContent, Does.Not.Contain("astrid").IgnoreCase.And.Not.Contain("Storgatan"));
        _fixture.Glase.Pay(payer.Code.Reference);
        await payer.CompleteAsync(payer.Code);
        await payer.GoAsync(link);
        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
        Assert.That(payer.Page.QuerySelector(".glase-receipt").TextContent, Does.Contain(order.CustomOrderNumber));
    }

    [Test]
    public async Task What_is_logged_while_a_payer_is_there_has_no_address_that_others_could_use()
    {
        var order = await PlaceUnpaidAsync();
        var link = (await TokensAsync(order))["Order.GlasePaymentLink"];
        _fixture.Glase.Expire((await _fixture.LastPaymentAsync()).InvoiceReference);
        using var payer = _fixture.NewShopper();
        await ShopFixture.UntilAsync(async () =>
        {
            await payer.GoAsync(link);
            return payer.Code.State == "expired";
        }, "the end of the code");
        _fixture.Glase.Faults.Add(Fault.Http(503).Forever());

        await payer.PressAsync(payer.Button("New QR code"));

        var logged = (await _fixture.AllAsync<Log>()).Where(entry => entry.ShortMessage.Contains("(help:", StringComparison.Ordinal)).ToList();
        Assert.That(logged, Is.Not.Empty);
        Assert.That(logged.Select(entry => $"{entry.PageUrl}{entry.ReferrerUrl}{entry.ShortMessage}{entry.FullMessage}"),
            Has.None.Contains(new Uri(link).Segments[^1]).And.None.Contains(payer.Code.Token));
    }

    [Test]
    public async Task After_the_code_is_over_the_link_offers_a_new_one_and_issues_none()
    {
        var order = await PlaceUnpaidAsync();
        var link = (await TokensAsync(order))["Order.GlasePaymentLink"];
        _fixture.Glase.Expire((await _fixture.LastPaymentAsync()).InvoiceReference);
        using var payer = _fixture.NewShopper();

        await ShopFixture.UntilAsync(async () =>
        {
            await payer.GoAsync(link);
            return payer.Code.State == "expired";
        }, "the end of the code");
        Assert.That(await _fixture.AllAsync<GlasePayment>(), Has.Count.EqualTo(1), "scanners of mail open links too");

        await payer.PressAsync(payer.Button("New QR code"));
        Assert.That(payer.Code.HasCode, Is.True);
    }

    [Test]
    public async Task The_code_of_the_e_mail_is_a_picture_of_the_stores_own_address()
    {
        var order = await PlaceUnpaidAsync();
        var tokens = await TokensAsync(order);
        var picture = Regex.Match(tokens["Order.GlaseQrCode"], "<img src=\"([^\"]+)\"").Groups[1].Value;
        var store = (await _fixture.AllAsync<Store>())[0];

        using var request = new HttpRequestMessage(HttpMethod.Get, picture);
        using var response = await _httpShopper.Http.SendAsync(request);

        Assert.That(tokens["Order.GlasePaymentLink"], Does.StartWith(store.Url.TrimEnd('/') + "/glase/order/"));
        Assert.That(response.Content.Headers.ContentType.MediaType, Is.EqualTo("image/png"));
        Assert.That(response.Headers.CacheControl.Public, Is.True);
        Assert.That((await response.Content.ReadAsByteArrayAsync())[..4], Is.EqualTo(new byte[] { 0x89, 0x50, 0x4E, 0x47 }));
    }

    [Test]
    public async Task Order_page_and_invoice_have_the_link_until_the_order_is_paid()
    {
        var order = await PlaceUnpaidAsync();
        var link = (await TokensAsync(order))["Order.GlasePaymentLink"];
        Assert.That(order.CustomValuesXml, Does.Contain(link), "the PDF invoice prints these values");
        await _httpShopper.GoAsync($"orderdetails/{order.Id}");
        Assert.That(link, Does.EndWith(_httpShopper.Page.QuerySelector(".glase-order-link a").GetAttribute("href")));

        _fixture.Glase.Pay((await _fixture.LastPaymentAsync()).InvoiceReference);
        await ShopFixture.UntilAsync(async () => (await _fixture.OnlyOrderAsync()).PaymentStatus == PaymentStatus.Paid, "Glase's notification");

        order = await _fixture.OnlyOrderAsync();
        Assert.That(order.CustomValuesXml, Does.Not.Contain("/glase/order/"));
        Assert.That((await TokensAsync(order)).Values, Is.All.Empty);
        await _httpShopper.GoAsync($"orderdetails/{order.Id}");
        Assert.That(_httpShopper.Page.QuerySelector(".glase-order-link"), Is.Null);
    }

    [Test]
    public async Task A_link_that_the_shop_did_not_make_leads_nowhere()
    {
        var order = await PlaceUnpaidAsync();
        var link = (await TokensAsync(order))["Order.GlasePaymentLink"];
        var changed = link[^1] == 'A' ? 'E' : 'A';

        foreach (var address in new[] { link[..^1] + changed, $"{link[..^1]}{changed}/code.png" })
        {
            using var response = await _httpShopper.Http.GetAsync(address);
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), address);
        }

        await _httpShopper.GoAsync(link[..^1] + changed);
        Assert.That(_httpShopper.Page.QuerySelector(".glase-link-ended").TextContent, Does.Contain("This payment link is no longer valid"));
    }

    [Test]
    public async Task What_is_asked_with_HEAD_or_by_another_method_is_answered_and_changes_nothing()
    {
        var order = await PlaceUnpaidAsync();
        var link = (await TokensAsync(order))["Order.GlasePaymentLink"];
        var token = (await _fixture.LastPaymentAsync()).Token;
        using var scanner = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
        var linkToken = link[(link.LastIndexOf('/') + 1)..];
        var logged = (await _fixture.AllAsync<Log>()).Count;

        foreach (var route in PublicRoutes())
        {
            var address = new Uri(new Uri(link), "/" + TokenOfRoute().Replace(route, found => found.Groups[1].Length > 0 ? token : linkToken)).AbsoluteUri;
            var before = (await _fixture.LastPaymentAsync()).ChangeNumber;
            using var asked = new HttpRequestMessage(HttpMethod.Head, address);
            using var head = await scanner.SendAsync(asked);
            Assert.That((await _fixture.LastPaymentAsync()).ChangeNumber, Is.EqualTo(before), address);
            using var get = await scanner.GetAsync(address, HttpCompletionOption.ResponseHeadersRead);
            Assert.That(head.StatusCode, Is.EqualTo(get.StatusCode).And.Not.EqualTo(HttpStatusCode.NotFound), address);
            Assert.That(head.Headers.Location, Is.EqualTo(get.Headers.Location), address);
            Assert.That(head.Content.Headers.ContentType?.MediaType, Is.EqualTo(get.Content.Headers.ContentType?.MediaType), address);
            Assert.That(head.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(cookie => cookie.Contains("Glase", StringComparison.Ordinal)), Is.False, address);
            await AssertOtherMethodsAsync(scanner, address);
        }

        foreach (var address in new[] { $"/glase/{token}/status/more", $"/glase/{token}x", $"/glase/order/{linkToken}x", $"/glase/order/{linkToken}/more" })
        {
            using var unknown = await scanner.GetAsync(new Uri(new Uri(link), address));
            Assert.That(unknown.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), address);
        }
        Assert.That(await _fixture.AllAsync<GlasePayment>(), Has.Count.EqualTo(1));
        Assert.That(await _fixture.AllAsync<Log>(), Has.Count.EqualTo(logged));
    }

    // An empty answer, and one of 404, has nopCommerce make a page of its own and log the address.
    private static async Task AssertOtherMethodsAsync(HttpClient scanner, string address)
    {
        string[] allowed = [];
        foreach (var method in new[] { HttpMethod.Put, HttpMethod.Delete, HttpMethod.Patch, HttpMethod.Options, HttpMethod.Trace, HttpMethod.Post })
        {
            if (allowed.Contains(method.Method))
                continue;
            using var asked = new HttpRequestMessage(method, address);
            using var answer = await scanner.SendAsync(asked);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.MethodNotAllowed), $"{method} {address}");
            Assert.That(await answer.Content.ReadAsStringAsync(), Is.Not.Empty, $"{method} {address}");
            allowed = [.. answer.Content.Headers.Allow];
            Assert.That(allowed, Is.SupersetOf(new[] { "GET", "HEAD" }), $"{method} {address}");
        }
    }

    [Test]
    public async Task While_an_admin_decides_about_a_payment_no_link_is_offered_and_pages_say_so()
    {
        var order = await PlaceUnpaidAsync();
        await _httpShopper.GoAsync($"orderdetails/{order.Id}");
        Assert.That(_httpShopper.Page.QuerySelector(".glase-order-link"), Is.Not.Null);
        Assert.That(_httpShopper.Page.QuerySelector(".repost-payment-button"), Is.Not.Null);
        await _fixture.ChangePaymentsAsync(payment => payment.Status = GlasePaymentStatus.Paid);
        await _httpShopper.GoAsync($"orderdetails/{order.Id}");
        Assert.That(_httpShopper.Page.QuerySelector(".glase-order-link"), Is.Null, "it is still to be applied or refunded");
        Assert.That(_httpShopper.Page.QuerySelector(".repost-payment-button"), Is.Null);
        await _fixture.ChangePaymentsAsync(payment => payment.DecisionRequestedOnUtc = payment.CreatedOnUtc);

        await _httpShopper.GoAsync($"orderdetails/{order.Id}");

        Assert.That(_httpShopper.Page.QuerySelector(".glase-order-link"), Is.Null);
        Assert.That((await TokensAsync(order))["Order.GlasePaymentLink"], Is.Empty);
        using var other = _fixture.NewShopper();
        await other.GoAsync($"glase/{(await _fixture.LastPaymentAsync()).Token}");
        Assert.That(other.Page.QuerySelector("[data-glase-panel=\"paid reserved\"], [data-state=paid]").TextContent,
            Does.Contain("The shop is checking your payment"));
    }

    [Test]
    public async Task HEAD_issues_no_code_for_an_order_without_one()
    {
        var order = await PlaceUnpaidAsync();
        var link = (await TokensAsync(order))["Order.GlasePaymentLink"];
        await _fixture.ChangePaymentsAsync(payment => payment.OrderId = null);
        using var scanner = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
        using var asked = new HttpRequestMessage(HttpMethod.Head, link);

        using var response = await scanner.SendAsync(asked);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await _fixture.AllAsync<GlasePayment>(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task An_admin_sees_the_link_and_mails_it_to_the_customer()
    {
        var order = await PlaceUnpaidAsync();
        var link = (await TokensAsync(order))["Order.GlasePaymentLink"];
        using var admin = _fixture.NewShopper();
        await admin.LogInAsAdminAsync();
        await admin.GoAsync($"Admin/Order/Edit/{order.Id}");

        Assert.That(admin.Page.QuerySelector("[data-glase-link]").GetAttribute("value"), Is.EqualTo(link));
        await admin.PressAsync(admin.Button("Email the payment link to the customer"));

        var mail = (await _fixture.AllAsync<QueuedEmail>()).Single();
        Assert.That(admin.Notice, Does.Contain($"queued to {mail.To}"));
        Assert.That((mail.From, mail.Subject), Is.EqualTo(("shop@example.com", $"Northlight: Payment link for order {order.CustomOrderNumber}")));
        Assert.That(mail.Body, Does.Contain($"You can pay order {order.CustomOrderNumber} here:").And.Contain($"<a href=\"{link}\">{link}</a>")
            .And.Contain($"<img src=\"{link}/code.png\"").And.Not.Contain("%"));
        Assert.That((await _fixture.AllAsync<OrderNote>()).Where(note => !note.DisplayToCustomer).Select(note => note.Note),
            Has.One.EqualTo($"The email with the payment link was queued to {mail.To}. Queued email identifiers: {mail.Id}."));
        Assert.That(admin.Page.QuerySelector("glase-copy").GetAttribute("data-copy"), Is.EqualTo(link));
    }

    [Test]
    public async Task An_order_that_has_had_no_code_has_a_link_in_the_admin_too()
    {
        var order = await PlaceUnpaidAsync();
        var link = (await TokensAsync(order))["Order.GlasePaymentLink"];
        await _fixture.Shop.RunAsync(services => services.GetRequiredService<IRepository<GlasePayment>>().TruncateAsync());
        using var admin = _fixture.NewShopper();
        await admin.LogInAsAdminAsync();
        await admin.GoAsync($"Admin/Order/Edit/{order.Id}");

        Assert.That(admin.Page.QuerySelector("#order-glase").TextContent, Does.Contain("There is no code for this order yet."));
        Assert.That(admin.Page.QuerySelector("[data-glase-link]").GetAttribute("value"), Is.EqualTo(link));
        await admin.PressAsync(admin.Button("Email the payment link to the customer"));

        Assert.That((await _fixture.AllAsync<QueuedEmail>()).Single().Body, Does.Contain($"<a href=\"{link}\">{link}</a>"));
        using var payer = _fixture.NewShopper();
        await payer.GoAsync(link);
        Assert.That(payer.Code.HasCode, Is.True);
    }

    [Test]
    public async Task Only_the_customer_is_led_to_the_orders_page_to_cancel_it()
    {
        var order = await PlaceUnpaidAsync();
        var link = (await TokensAsync(order))["Order.GlasePaymentLink"];
        using var payer = _fixture.NewShopper();
        await payer.GoAsync(link);

        Assert.That(_httpShopper.Page.QuerySelector($".glase a[href$='orderdetails/{order.Id}']").TextContent, Is.EqualTo("See the order"));
        Assert.That(_httpShopper.Page.QuerySelector("[data-glase-payable]").TextContent, Does.Contain("cancel the order on its page"));
        Assert.That(payer.Code.HasCode, Is.True);
        Assert.That(payer.Page.QuerySelector(".glase a[href*='orderdetails']"), Is.Null, "the order's page asks others to log in");
        Assert.That(payer.Page.QuerySelector("[data-glase-payable]"), Is.Null);
    }

    [Test]
    public async Task What_keeps_the_mail_from_being_queued_is_said()
    {
        var order = await PlaceUnpaidAsync();
        using var admin = _fixture.NewShopper();
        await admin.LogInAsAdminAsync();

        foreach (var (reason, change) in new (string, Func<IServiceProvider, Task>)[]
        {
            ("has no email account", services => services.GetRequiredService<IRepository<EmailAccount>>().TruncateAsync()),
            ("is missing for the order’s store, or not active", async services =>
            {
                var templates = services.GetRequiredService<IMessageTemplateService>();
                var template = (await templates.GetMessageTemplatesByNameAsync(GlaseDefaults.PaymentLinkTemplate)).Single();
                template.IsActive = false;
                await templates.UpdateMessageTemplateAsync(template);
            })
        })
        {
            await _fixture.Shop.RunAsync(change);
            await admin.GoAsync($"Admin/Order/Edit/{order.Id}");
            await admin.PressAsync(admin.Button("Email the payment link to the customer"));
            Assert.That(admin.Notice, Does.Contain(reason));
        }

        Assert.That(await _fixture.AllAsync<QueuedEmail>(), Is.Empty);
        Assert.That((await _fixture.AllAsync<OrderNote>()).Where(note => note.Note.Contains("payment link", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task The_plugins_own_template_lists_its_tokens_in_the_admin()
    {
        var allowed = await _fixture.Shop.RunAsync(async services =>
        {
            var template = (await services.GetRequiredService<IMessageTemplateService>().GetMessageTemplatesByNameAsync(GlaseDefaults.PaymentLinkTemplate)).Single();
            var context = new DefaultHttpContext { RequestServices = services };
            (context.Request.RouteValues["controller"], context.Request.RouteValues["id"]) = ("MessageTemplate", $"{template.Id}");
            services.GetRequiredService<IHttpContextAccessor>().HttpContext = context;
            return await services.GetRequiredService<IMessageTokenProvider>().GetListOfAllowedTokensAsync([]);
        });

        Assert.That(allowed, Is.SupersetOf(new[]
            { "%Store.Name%", "%Order.OrderNumber%", "%Customer.Email%", "%Order.GlasePaymentLink%", "%Order.GlaseQrCode%" }));
    }

    [Test]
    public async Task The_templates_of_orders_offer_the_tokens()
    {
        var forOrders = new AdditionalTokensAddedEvent { TokenGroups = [TokenGroupNames.OrderTokens] };
        var forOthers = new AdditionalTokensAddedEvent { TokenGroups = ["Customer tokens"] };

        await _fixture.Shop.RunAsync(async services =>
        {
            await services.GetRequiredService<IEventPublisher>().PublishAsync(forOrders);
            await services.GetRequiredService<IEventPublisher>().PublishAsync(forOthers);
        });

        Assert.That(forOrders.AdditionalTokens, Is.EqualTo(new[] { "%Order.GlasePaymentLink%", "%Order.GlaseQrCode%" }));
        Assert.That(forOthers.AdditionalTokens, Is.Empty);
    }

    // Whatever the plugin answers outside the admin area.
    private List<string> PublicRoutes()
    {
        var routes = _fixture.Shop.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => endpoint.RoutePattern.RawText)
            .Where(pattern => pattern?.StartsWith("glase/", StringComparison.Ordinal) == true && !pattern.Contains("{**", StringComparison.Ordinal))
            .Distinct()
            .ToList();
        Assert.That(routes, Has.Count.GreaterThanOrEqualTo(12));
        return routes;
    }

    [GeneratedRegex(@"\{token:regex\([^)]*?(\{\{22\}\})?\$\)\}")]
    private static partial Regex TokenOfRoute();

    private async Task<Order> PlaceUnpaidAsync()
    {
        await _fixture.ChangeAsync(settings => settings.QrCodePlacement = QrCodePlacement.AfterOrder);
        await _httpShopper.PutIntoCartAsync();
        await _httpShopper.CheckOutAsync();
        await _httpShopper.ContinueAndConfirmAsync();
        return await _fixture.OnlyOrderAsync();
    }

    // What nopCommerce publishes for each email about an order.
    private async Task<Dictionary<string, string>> TokensAsync(Order order)
    {
        var tokens = new List<Token>();
        await _fixture.Shop.RunAsync(services => services.GetRequiredService<IEventPublisher>()
            .PublishAsync(new EntityTokensAddedEvent<Order>(order, tokens)));
        return tokens.ToDictionary(token => token.Key, token => (string)token.Value);
    }
}
