namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Glase's parameterMap.
/// </summary>
internal static class WireParameters
{
    public static void Write(RequestWriter request, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        request.Open("parameters"u8);
        request.Open("parameter"u8);
        foreach (var (key, value) in parameters)
        {
            request.Open("entry"u8);
            request.Text("key"u8, WireText.Whole(key, 128, nameof(parameters)));
            request.Text("value"u8, WireText.Whole(value, 255, nameof(parameters)));
            request.Close("entry"u8);
        }

        request.Close("parameter"u8);
        request.Close("parameters"u8);
    }
}
