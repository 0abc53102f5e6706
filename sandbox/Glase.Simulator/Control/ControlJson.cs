using System.Text.Json;
using System.Text.Json.Serialization;

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
}
