using Glase.Simulator.Control;
using Glase.Simulator.Rules;

namespace Glase.Simulator.Phone;

/// <summary>Shows invoices to payers and does what they press.</summary>
internal sealed class PhoneEndpoints(InvoiceRegister invoices, PayerActions payer, SimulatorOptions options)
{
    private const int Listed = 50;

    public IResult List()
    {
        var latest = invoices.All.TakeLast(Listed).Reverse().Select(invoice => InvoiceSnapshot.Of(invoice, invoices)).ToList();
        return Html(ListPage.Write(options.ShopName, latest));
    }

    public IResult Show(string reference, string message = null)
    {
        var invoice = invoices.Find(reference);
        return invoice == null
            ? Html(PhonePage.WriteUnknown(reference), StatusCodes.Status404NotFound)
            : Html(PhonePage.Write(options.ShopName, InvoiceSnapshot.Of(invoice, invoices), message));
    }

    public async Task<IResult> PayAsync(string reference, HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        int? seen = int.TryParse(form["version"], out var version) ? version : null;
        return Act(reference, () => payer.Pay(reference, null, seen));
    }

    public IResult Cancel(string reference) => Act(reference, () => payer.Cancel(reference));

    private static IResult Html(string html, int status = StatusCodes.Status200OK) =>
        Results.Content(html, "text/html; charset=utf-8", statusCode: status);

    private IResult Act(string reference, Action act)
    {
        try
        {
            act();
            return new SeeOther("/phone/" + Uri.EscapeDataString(reference));
        }
        catch (KeyNotFoundException)
        {
            return Show(reference);
        }
        catch (InvalidOperationException exception)
        {
            return Show(reference, exception.Message);
        }
    }

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
