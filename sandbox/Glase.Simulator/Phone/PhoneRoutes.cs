using Glase.Simulator.Control;
using Glase.Simulator.Rules;

namespace Glase.Simulator.Phone;

/// <summary>What a payer's phone shows, and the list of invoices to pick one from.</summary>
internal static class PhoneRoutes
{
    private const int Listed = 50;

    public static void Map(WebApplication app)
    {
        app.MapGet("/", (InvoiceRegister invoices, SimulatorOptions options) => Html(ListPage.Write(
            options.ShopName, [.. invoices.All.TakeLast(Listed).Reverse().Select(invoice => InvoiceSnapshot.Of(invoice, invoices))])));
        app.MapGet("/R{reference}", (string reference) => Results.Redirect("/phone/" + Uri.EscapeDataString(reference)));
        app.MapGet("/phone/{reference}", (InvoiceRegister invoices, SimulatorOptions options, string reference) =>
            Show(invoices, options, reference, null));
        app.MapPost("/phone/{reference}/pay", (HttpRequest request, PayerDesk payer, InvoiceRegister invoices, SimulatorOptions options,
            string reference) => ActAsync(request, invoices, options, reference, version => payer.Pay(reference, null, version)));
        app.MapPost("/phone/{reference}/cancel", (HttpRequest request, PayerDesk payer, InvoiceRegister invoices, SimulatorOptions options,
            string reference) => ActAsync(request, invoices, options, reference, _ => payer.Cancel(reference)));
    }

    private static async Task<IResult> ActAsync(
        HttpRequest request, InvoiceRegister invoices, SimulatorOptions options, string reference, Action<int?> act)
    {
        var form = await request.ReadFormAsync();
        try
        {
            act(int.TryParse(form["version"], out var version) ? version : null);
            return new SeeOther("/phone/" + Uri.EscapeDataString(reference));
        }
        catch (KeyNotFoundException)
        {
            return Show(invoices, options, reference, null);
        }
        catch (InvalidOperationException exception)
        {
            return Show(invoices, options, reference, exception.Message);
        }
    }

    private static IResult Show(InvoiceRegister invoices, SimulatorOptions options, string reference, string message)
    {
        var invoice = invoices.Find(reference);
        return invoice == null
            ? Html(PhonePage.WriteUnknown(reference), StatusCodes.Status404NotFound)
            : Html(PhonePage.Write(options.ShopName, InvoiceSnapshot.Of(invoice, invoices), message));
    }

    private static IResult Html(string html, int status = StatusCodes.Status200OK) =>
        Results.Content(html, "text/html; charset=utf-8", statusCode: status);

    /// <summary>After a POST the browser shall GET, so that reloading does not pay again.</summary>
    private sealed class SeeOther(string location) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = location;
            return Task.CompletedTask;
        }
    }
}
