using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using Nop.Core.Domain.Catalog;
using Nop.Data;
using Nop.Plugin.Payments.Glase;
using Sandbox.Data.Entities;
using Sandbox.Seed;

namespace Sandbox.Hosting;

/// <summary>
/// A shopper's browser without the browser: one cookie jar, the shop's forms. Takes the checkout on one page or page by page,
/// whichever the shop has.
/// </summary>
public sealed partial class Shopper : IDisposable
{
    private readonly SandboxShop _shop;
    private string _token;

    internal Shopper(SandboxShop shop, string userAgent)
    {
        _shop = shop;
        Client = new HttpClient(new HttpClientHandler { UseProxy = false }) { BaseAddress = shop.BaseUri };
        Client.DefaultRequestHeaders.UserAgent.ParseAdd(userAgent);
    }

    /// <summary>The shopper's own client, with their cookies.</summary>
    public HttpClient Client { get; }

    /// <summary>Where the last request led to.</summary>
    public Uri Location { get; private set; }

    public async Task<string> GetAsync(string path) => await ReadAsync(await Client.GetAsync(new Uri(path, UriKind.RelativeOrAbsolute)));

    /// <summary>Posts a form with the antiforgery token of the last page that had one.</summary>
    public async Task<string> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        if (_token is null)
            await GetAsync("");

        using var form = new FormUrlEncodedContent(fields
            .Append(("__RequestVerificationToken", _token))
            .Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        return await ReadAsync(await Client.PostAsync(new Uri(path, UriKind.RelativeOrAbsolute), form));
    }

    public Task LogInAsync(string email = PeopleSeed.Shopper, string password = PeopleSeed.Password)
    {
        return PostAsync("login", ("Email", email), ("Password", password));
    }

    /// <param name="sku">One of the seeded products, such as NL-COFFEE</param>
    /// <param name="quantity">How many</param>
    /// <param name="choice">Part of the name of the option to choose; null takes the first of each</param>
    public async Task AddToCartAsync(string sku = "NL-COFFEE", int quantity = 1, string choice = null)
    {
        var (productId, options) = await _shop.RunAsync(services => Task.FromResult(Find(services, sku, choice)));
        await PostAsync(
            "ShoppingCart/Add",
            [("productId", Text(productId)), ("quantity", Text(quantity)), .. options]);
    }

    public Task UseCouponAsync(string code) => PostAsync("ShoppingCart/ApplyDiscount", ("code", code));

    public Task UseGiftCardAsync(string code) => PostAsync("ShoppingCart/ApplyGiftCard", ("code", code));

    /// <summary>Goes from the cart to the payment step.</summary>
    /// <returns>The step's HTML: a page, or the part that the checkout on one page shows.</returns>
    public async Task<string> GoToPaymentStepAsync(
        string paymentMethod = GlaseDefaults.SystemName, string shippingMethod = "Post", bool useRewardPoints = false)
    {
        await GetAsync("checkout");
        var isOnePage = Location.AbsolutePath == "/onepagecheckout";
        Task<string> Step(string page, string part, params (string, string)[] fields) =>
            isOnePage ? PartAsync($"checkout/{part}", fields) : PostAsync($"checkout/{page}", [.. fields, ("nextstep", "")]);

        var answer = await Step("billingaddress", "OpcSaveBilling", Address());
        if (answer.Contains("shippingoption", StringComparison.Ordinal))
            await Step("shippingmethod", "OpcSaveShippingMethod", ("shippingoption", shippingMethod));
        return await Step(
            "paymentmethod", "OpcSavePaymentMethod", ("paymentmethod", paymentMethod),
            ("useRewardPoints", useRewardPoints ? "true" : "false"));
    }

    /// <summary>Presses Continue in the payment step and then places the order.</summary>
    /// <returns>The page it ends on: the order is placed when <see cref="Location"/> is the completed or the pay page.</returns>
    public async Task<string> PlaceOrderAsync()
    {
        if (Location.AbsolutePath.StartsWith("/checkout/Opc", StringComparison.Ordinal))
        {
            await PartAsync("checkout/OpcSavePaymentInfo");
            var answer = JObject.Parse(await PostAsync("checkout/OpcConfirmOrder"));
            return (string)answer["redirect"] is { } redirect ? await GetAsync(redirect)
                : answer["success"] is not null ? await GetAsync("checkout/completed")
                : answer.ToString();
        }

        await PostAsync("checkout/paymentinfo", ("nextstep", ""));
        return await PostAsync("checkout/confirm", ("nextstep", ""));
    }

    public void Dispose() => Client.Dispose();

    private async Task<string> PartAsync(string path, params (string, string)[] fields)
    {
        var answer = JObject.Parse(await PostAsync(path, fields));
        return (string)answer["update_section"]?["html"] ?? throw new InvalidOperationException((string)answer["message"]);
    }

    private async Task<string> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync();
            if (!response.IsSuccessStatusCode)
                throw new HttpRequestException($"{response.RequestMessage.RequestUri}: {text}", null, response.StatusCode);

            Location = response.RequestMessage.RequestUri;
            if (Token().Match(text) is { Success: true } token)
                _token = WebUtility.HtmlDecode(token.Groups[1].Value);
            return text;
        }
    }

    private static (int ProductId, List<(string, string)> Options) Find(IServiceProvider services, string sku, string choice)
    {
        var product = services.GetRequiredService<IRepository<Product>>().Table.First(product => product.Sku == sku);
        var values = services.GetRequiredService<IRepository<ProductOptionValue>>();
        var options = services.GetRequiredService<IRepository<ProductOption>>().Table
            .Where(option => option.ProductId == product.Id)
            .ToList()
            .Select(option => ($"option{option.Id}", Text(values.Table
                .First(value => value.ProductOptionId == option.Id && (choice == null || value.Name.Contains(choice))).Id)))
            .ToList();
        return (product.Id, options);
    }

    private static (string, string)[] Address() =>
    [
        ("AddressId", "0"), ("FirstName", "Test"), ("LastName", "Shopper"), ("Email", "test.shopper@example.com"), ("CountryId", "1"),
        ("City", "Stockholm"), ("Address1", "Storgatan 1"), ("ZipPostalCode", "111 22")
    ];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
