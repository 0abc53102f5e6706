using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Nop.Plugin.Payments.Glase;

namespace Shop.Benchmarks.Common;

/// <summary>
/// A guest with a browser of their own who goes from an item to the payment step, and on to the receipt.
/// </summary>
internal sealed class Buyer : IDisposable
{
    private readonly HttpClient _http;
    private Uri _at;
    private IHtmlDocument _page;

    public Buyer(Uri shop)
    {
        _http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = shop };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (X11; Linux x86_64) Benchmark/1.0");
    }

    /// <summary>The payment's part of the page.</summary>
    public IElement Payment => Find("glase-payment");

    public string Token => Payment.GetAttribute("data-glase");

    public bool HasCode => Payment.QuerySelector("a[href^='seqr:']") is not null;

    /// <summary>The invoice, as Glase names it.</summary>
    /// <exception cref="InvalidOperationException">The page shows no code</exception>
    public string Reference
    {
        get
        {
            var link = Payment.QuerySelector("a[href^='seqr:']")?.GetAttribute("href")
                ?? throw new InvalidOperationException("The payment step shows no code.");
            return link[(link.LastIndexOf("/R", StringComparison.Ordinal) + 2)..];
        }
    }

    /// <summary>Puts an item into the cart, by its place on the first page.</summary>
    public async Task PutIntoCartAsync(int article = 0)
    {
        await GoAsync("");
        await PressAsync(_page.QuerySelectorAll(".add-to-cart-button")[article]);
    }

    public async Task ToPaymentStepAsync(int article = 0)
    {
        await ToMethodsAsync(article);
        await ChooseAsync(GlaseDefaults.SystemName);
    }

    /// <summary>Chooses a payment method, and comes to its step.</summary>
    public Task ChooseAsync(string method) => PressAsync(Find("[name=nextstep]"), ("paymentmethod", method));

    /// <summary>Goes on from the payment step and confirms the order.</summary>
    public async Task ConfirmAsync()
    {
        await PressAsync(Find("[name=nextstep]"));
        await PressAsync(Find(".confirm-order-next-step-button"));
    }

    /// <summary>Goes from an item to the step in which the payment method is chosen.</summary>
    public async Task ToMethodsAsync(int article = 0)
    {
        await PutIntoCartAsync(article);
        await GoAsync("cart");
        await PressAsync(Find("#checkout"));
        for (var step = 0; step < 6 && _page.QuerySelector("[name=paymentmethod]") is null; step++)
        {
            var next = Find("[name=nextstep]");
            if (_page.QuerySelector("#FirstName") is not null)
                await PressAsync(next, ("FirstName", "Ada"), ("LastName", "Lind"), ("Email", "ada@example.com"),
                    ("PhoneNumber", "070123"), ("Address1", "Storgatan 1"), ("ZipPostalCode", "11122"), ("City", "Stockholm"));
            else
                await PressAsync(next);
        }
    }

    public Task ReloadAsync() => GoAsync(_at.AbsolutePath);

    /// <summary>Does what the script does once a payment is paid.</summary>
    /// <returns>Whether the receipt came</returns>
    public async Task<bool> CompleteAsync()
    {
        var token = KeyValuePair.Create(Payment.GetAttribute("data-request-token-field"), Payment.GetAttribute("data-request-token"));
        await ReadAsync(await _http.PostAsync(Payment.GetAttribute("data-complete-url"), new FormUrlEncodedContent([token])));
        return _at.AbsolutePath.Contains("completed", StringComparison.OrdinalIgnoreCase);
    }

    public void Dispose() => _http.Dispose();

    private IElement Find(string selector)
    {
        return _page.QuerySelector(selector)
            ?? throw new InvalidOperationException($"There is no {selector} on the page \"{_page.Title}\" at {_at.AbsolutePath}.");
    }

    private async Task GoAsync(string address) => await ReadAsync(await _http.GetAsync(address));

    private async Task PressAsync(IElement button, params (string Name, string Value)[] fill)
    {
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
        var address = string.IsNullOrEmpty(action) ? _at : new Uri(_at, action);
        await ReadAsync(await _http.PostAsync(address,
            new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)))));
    }

    private static string ValueOf(IElement field)
    {
        return field switch
        {
            IHtmlSelectElement select => (select.QuerySelector("option[selected]") ?? select.QuerySelector("option"))?.GetAttribute("value"),
            IHtmlInputElement input => input.Value,
            _ => ""
        } ?? "";
    }

    private async Task ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            _at = response.RequestMessage.RequestUri;
            _page = new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());
        }
    }
}
