namespace Glase.Simulator.Phone;

/// <summary>What a payer's phone shows, and the list of invoices to pick one from.</summary>
internal static class PhoneRoutes
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/", (PhoneEndpoints desk) => desk.List());
        app.MapGet("/R{reference}", (string reference) => Results.Redirect("/phone/" + Uri.EscapeDataString(reference)));
        app.MapGet("/phone/{reference}", (PhoneEndpoints desk, string reference) => desk.Show(reference));
        app.MapPost("/phone/{reference}/pay",
            (PhoneEndpoints desk, string reference, HttpRequest request) => desk.PayAsync(reference, request));
        app.MapPost("/phone/{reference}/cancel", (PhoneEndpoints desk, string reference) => desk.Cancel(reference));
    }
}
