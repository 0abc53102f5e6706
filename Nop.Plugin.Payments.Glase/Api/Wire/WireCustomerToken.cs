using System.Globalization;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Glase's customerToken. It decides nothing here.
/// </summary>
internal static class WireCustomerToken
{
    private const int UnknownStatus = 99;

    /// <param name="reader">At the list of tokens</param>
    public static List<CustomerToken> ReadAll(ResponseReader reader)
    {
        List<CustomerToken> tokens = [];
        reader.Enter();
        while (reader.MoveToElement())
        {
            if (reader.IsAt("token"))
                tokens.Add(Read(reader));
            else
                reader.Skip();
        }

        return tokens;
    }

    private static CustomerToken Read(ResponseReader reader)
    {
        string description = null, id = null, status = null, value = null;
        reader.Enter();
        while (reader.MoveToElement())
        {
            if (reader.IsAt("description"))
                description = reader.LenientText();
            else if (reader.IsAt("id"))
                id = reader.LenientText();
            else if (reader.IsAt("status"))
                status = reader.LenientText();
            else if (reader.IsAt("value"))
                value = reader.LenientText();
            else
                reader.Skip();
        }

        return new()
        {
            Description = description,
            Id = id,
            Status = int.TryParse(status, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : UnknownStatus,
            Value = value
        };
    }
}
