using Glase.Simulator.Wire;

namespace Glase.Simulator.Control;

/// <summary>The body of an action on an invoice; none is as good as an empty one.</summary>
internal sealed record ActionBody(decimal? Amount, string Currency, string Status)
{
    public static async Task<ActionBody> ReadAsync(HttpRequest request) =>
        request.ContentLength is null or 0
            ? new ActionBody(null, null, null)
            : await request.ReadFromJsonAsync<ActionBody>() ?? new ActionBody(null, null, null);

    /// <summary>Null: the invoice's own amount.</summary>
    public Amount ToAmount()
    {
        if (Amount == null && Currency == null)
            return null;
        if (Amount == null || Currency == null)
            throw new BadHttpRequestException("An amount needs its currency, and a currency its amount.");
        return new Amount(Amount.Value, Currency);
    }

    public string RequireStatus() => Status ?? throw new BadHttpRequestException("The body must name a status.");
}
