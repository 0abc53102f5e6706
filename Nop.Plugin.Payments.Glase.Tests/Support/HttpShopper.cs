using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Support;

/// <summary>
/// A person with a browser without script: follows links, fills in forms, keeps cookies.
/// </summary>
internal sealed class HttpShopper : IDisposable
{
    private readonly HttpClient _http;

    public HttpShopper(Uri shop)
    {
        Cookies = new CookieContainer();
        _http = new HttpClient(new SocketsHttpHandler { CookieContainer = Cookies }) { BaseAddress = shop };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (X11; Linux x86_64) Test/1.0");
    }

    public CookieContainer Cookies { get; }

    public HttpClient Http => _http;

    public Uri At { get; private set; }

    public IHtmlDocument Page { get; private set; }

    public async Task<IHtmlDocument> GoAsync(string address)
    {
        return await ReadAsync(await _http.GetAsync(address));
    }

    /// <summary>
    /// Fills in the form of a button and presses it.
    /// </summary>
    public async Task<IHtmlDocument> PressAsync(IElement button, params (string Name, string Value)[] fill)
    {
        Assert.That(button, Is.Not.Null, $"no such button at {At}: {Page.Body.TextContent}");
        var form = ((IHtmlButtonElement)button).Form;
        var fields = form.QuerySelectorAll("input[name], select[name], textarea[name]")
            .Where(field => field.GetAttribute("type") is not ("radio" or "checkbox") || field.HasAttribute("checked"))
            .Select(field => (Name: field.GetAttribute("name"), Value: ValueOf(field)))
            .Where(field => fill.All(filled => filled.Name != field.Name))
            .Concat(fill)
            .ToList();
        if (button.GetAttribute("name") is { } name)
            fields.Add((name, ""));

        var action = button.GetAttribute("formaction") ?? form.GetAttribute("action");
        var address = string.IsNullOrEmpty(action) ? At : new Uri(At, action);
        return await ReadAsync(await _http.PostAsync(address,
            new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)))));
    }

    public async Task PutIntoCartAsync(int article = 0)
    {
        await GoAsync("");
        await PressAsync(Page.QuerySelectorAll(".add-to-cart-button")[article]);
    }

    /// <summary>
    /// Goes from the cart to the payment step of the multi-step checkout.
    /// </summary>
    public async Task<PaymentElement> CheckOutAsync(string paymentMethod = GlaseDefaults.SystemName)
    {
        await GoAsync("cart");
        await PressAsync(Page.QuerySelector("#checkout"));
        for (var step = 0; step < 6 && !At.AbsolutePath.Contains("paymentinfo", StringComparison.OrdinalIgnoreCase); step++)
        {
            var next = Page.QuerySelector("[name=nextstep]");
            if (Page.QuerySelector("#FirstName") is not null)
                await PressAsync(next, ("FirstName", "Ada"), ("LastName", "Lind"), ("Email", "ada@example.com"),
                    ("PhoneNumber", "070123"), ("Address1", "Storgatan 1"), ("ZipPostalCode", "11122"), ("City", "Stockholm"));
            else if (Page.QuerySelector("[name=paymentmethod]") is not null)
                await PressAsync(next, ("paymentmethod", paymentMethod));
            else
                await PressAsync(next);
        }

        return Code;
    }

    /// <summary>
    /// Goes from the cart to the payment step and tries again there, as the page says, where Glase was slower than the checkout
    /// waits: machines that are busy with other tests may be.
    /// </summary>
    public async Task<PaymentElement> GetCodeAsync()
    {
        await CheckOutAsync();
        for (var tries = 0; tries < 5 && Code.State == "unavailable"; tries++)
            await GoAsync("checkout/paymentinfo");
        return Code;
    }

    /// <summary>
    /// Presses Continue in the payment step and confirms the order.
    /// </summary>
    public async Task ContinueAndConfirmAsync()
    {
        await PressAsync(Page.QuerySelector("[name=nextstep]"));
        await PressAsync(Page.QuerySelector(".confirm-order-next-step-button"));
    }

    /// <summary>
    /// Chooses another payment method on the way, and comes to its step.
    /// </summary>
    public async Task ChooseMethodAsync(string paymentMethod)
    {
        await GoAsync("checkout/paymentmethod");
        await PressAsync(Page.QuerySelector("[name=nextstep]"), ("paymentmethod", paymentMethod));
    }

    public async Task LogInAsAdminAsync(string email = "admin@example.com")
    {
        await GoAsync("login?returnUrl=%2FAdmin");
        await PressAsync(Page.QuerySelector(".login-button"), ("Email", email), ("Password", "sandbox"));
        Assert.That(At.AbsolutePath, Is.EqualTo("/Admin"));
    }

    /// <summary>
    /// Logs in as the customer that the shop knows.
    /// </summary>
    public async Task LogInAsync()
    {
        await GoAsync("login");
        await PressAsync(Page.QuerySelector(".login-button"), ("Email", "shopper@example.com"), ("Password", "sandbox"));
        Assert.That(LogOutButton, Is.Not.Null);
    }

    public async Task LogOutAsync()
    {
        await GoAsync("");
        await PressAsync(LogOutButton);
        Assert.That(LogOutButton, Is.Null);
    }

    /// <summary>
    /// What the page says about the button that was pressed last.
    /// </summary>
    public string Notice => string.Join(' ', Page.QuerySelectorAll(".notice[role]").Select(notice => notice.TextContent));

    /// <summary>
    /// Finds a button by what stands on it; null when the page has none.
    /// </summary>
    public IElement Button(string text)
    {
        return Page.QuerySelectorAll("button").FirstOrDefault(button => button.TextContent.Trim() == text);
    }

    public PaymentElement Code => Page.QuerySelector("glase-payment") is { } element ? new PaymentElement(element) : null;

    /// <summary>
    /// What the script does once a payment is paid.
    /// </summary>
    public async Task<HttpResponseMessage> CompleteAsync(PaymentElement code)
    {
        var response = await _http.PostAsync(code.CompleteUrl, new FormUrlEncodedContent([code.RequestToken]));
        await ReadAsync(response);
        return response;
    }

    /// <summary>
    /// Enters a coupon or a gift card in the cart.
    /// </summary>
    public async Task UseCodeAsync(string field, string code)
    {
        await GoAsync("cart");
        await PressAsync(Page.QuerySelector(field).Closest("form").QuerySelector("button"), ("code", code));
    }

    /// <summary>
    /// What the script is told of a payment; two nulls for a client that asks too often and is told to wait.
    /// </summary>
    public async Task<(string State, string Amount)> StatusAsync(PaymentElement code)
    {
        using var response = await _http.GetAsync(code.StatusUrl);
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
            return default;

        using var status = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return (status.RootElement.GetProperty("state").GetString(), status.RootElement.GetProperty("amount").GetString());
    }

    public void Dispose() => _http.Dispose();

    private IElement LogOutButton => Page.QuerySelectorAll("button")
        .FirstOrDefault(button => button.TextContent.Trim().StartsWith("Log out", StringComparison.Ordinal));

    private async Task<IHtmlDocument> ReadAsync(HttpResponseMessage response)
    {
        At = response.RequestMessage.RequestUri;
        Page = new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());
        return Page;
    }

    private static string ValueOf(IElement field)
    {
        return field switch
        {
            // What a browser sends when nothing was chosen: the first one.
            IHtmlSelectElement select => (select.QuerySelector("option[selected]") ?? select.QuerySelector("option"))?.GetAttribute("value") ?? "",
            IHtmlTextAreaElement area => area.Value,
            IHtmlInputElement input => input.Value ?? "",
            _ => ""
        };
    }
}
