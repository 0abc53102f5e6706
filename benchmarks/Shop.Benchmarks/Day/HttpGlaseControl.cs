using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Shop.Benchmarks.Common;

namespace Shop.Benchmarks.Day;

/// <summary>
/// What shoppers do at a simulator in another process, over its control API.
/// </summary>
internal sealed class HttpGlaseControl(Uri service) : IPayerControl, IDisposable
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    private readonly HttpClient _http = new() { BaseAddress = new Uri(service, "/control/") };

    public async Task<long> PayAsync(string reference)
    {
        using var response = await _http.PostAsync($"invoices/{reference}/pay", content: null);
        return response.IsSuccessStatusCode ? Stopwatch.GetTimestamp() : 0;
    }

    public async Task SpoilAsync(int way)
    {
        using var response = await _http.PostAsJsonAsync("faults", LocalGlaseControl.FaultOf(way), _json);
        response.EnsureSuccessStatusCode();
    }

    public void Dispose() => _http.Dispose();
}
