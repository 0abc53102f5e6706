using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Glase.Simulator.Control;

/// <summary>JSON as the control API speaks it: camel case, enumerations as words, nothing that is null.</summary>
internal static class ControlJson
{
    public static void Configure(JsonSerializerOptions options)
    {
        options.WriteIndented = true;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.Converters.Add(new JsonStringEnumConverter());
    }

    /// <summary>Reads the body whatever its Content-Type says: who types a call by hand need not name one.</summary>
    public static async Task<T> ReadAsync<T>(HttpRequest request)
    {
        var options = request.HttpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value;
        return await JsonSerializer.DeserializeAsync<T>(request.Body, options.SerializerOptions)
            ?? throw new BadHttpRequestException("The body must not be null.");
    }
}
