using System.Xml.Serialization;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Glase's amount. The value is text so that <see cref="WireNumber"/> alone decides how it is written and read.
/// </summary>
[XmlType(Namespace = "")]
public sealed class WireAmount
{
    [XmlElement("currency")]
    public string Currency { get; set; }

    [XmlElement("value")]
    public string Value { get; set; }

    internal static WireAmount Exactly(Amount amount)
    {
        return amount is null ? null : new() { Currency = amount.Currency, Value = WireNumber.Money(amount.Value) };
    }

    internal static WireAmount Rounded(Amount amount)
    {
        return amount is null
            ? null
            : Exactly(amount with { Value = decimal.Round(amount.Value, 2, MidpointRounding.AwayFromZero) });
    }

    internal Amount ToAmount()
    {
        return string.IsNullOrWhiteSpace(Value) ? null : new(WireNumber.ReadDecimal(Value, "amount"), Currency);
    }
}
