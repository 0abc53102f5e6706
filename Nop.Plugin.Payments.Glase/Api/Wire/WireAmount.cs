namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Glase's amount.
/// </summary>
internal static class WireAmount
{
    /// <returns>Null when it has no value</returns>
    /// <exception cref="UnreadableResponseException">Its value is not a number</exception>
    public static Amount Read(ResponseReader reader)
    {
        string currency = null, value = null;
        reader.Enter();
        while (reader.MoveToElement())
        {
            if (reader.IsAt("currency"))
                currency = reader.Text(currency);
            else if (reader.IsAt("value"))
                value = reader.Text(value);
            else
                reader.Skip();
        }

        return string.IsNullOrEmpty(value)
            ? null
            : new(WireNumber.ReadDecimal(value, "amount"), string.IsNullOrEmpty(currency) ? null : currency);
    }
}
