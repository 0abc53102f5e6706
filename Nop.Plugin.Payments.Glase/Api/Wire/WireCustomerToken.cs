namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Glase's customerToken.
/// </summary>
internal static class WireCustomerToken
{
    private const int UnknownStatus = 99;

    /// <param name="reader">At the list of tokens</param>
    public static List<CustomerToken> ReadAll(AnswerReader reader)
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

    private static CustomerToken Read(AnswerReader reader)
    {
        string description = null, id = null, status = null, value = null;
        reader.Enter();
        while (reader.MoveToElement())
        {
            if (reader.IsAt("description"))
                description = reader.Text();
            else if (reader.IsAt("id"))
                id = reader.Text(id);
            else if (reader.IsAt("status"))
                status = reader.Text(status);
            else if (reader.IsAt("value"))
                value = reader.Text(value);
            else
                reader.Skip();
        }

        return new()
        {
            Description = description,
            Id = id,
            Status = string.IsNullOrWhiteSpace(status) ? UnknownStatus : WireNumber.ReadInt(status, "token's status"),
            Value = value
        };
    }
}
