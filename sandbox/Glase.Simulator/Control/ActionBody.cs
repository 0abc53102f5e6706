using Glase.Simulator.Wire;
using Microsoft.AspNetCore.Http.Features;

namespace Glase.Simulator.Control;

/// <summary>The body of an action on an invoice; none is as good as an empty one.</summary>
internal sealed record ActionBody(decimal? Amount, string Currency, string Status)
{
    private static readonly ActionBody _empty = new(null, null, null);

    public static async Task<ActionBody> ReadAsync(HttpRequest request) =>
        request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true }
            ? await ControlJson.ReadAsync<ActionBody>(request)
            : _empty;

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
