using System.Collections.Frozen;
using System.Text;
using Glase.Simulator.Wire;

namespace Glase.Simulator.Rules;

/// <summary>How a merchant's call ended: the code, and a word on why where the code alone does not say it.</summary>
public readonly record struct Outcome(ResultCode Code, string Detail)
{
    private static readonly FrozenDictionary<ResultCode, string> _names =
        Enum.GetValues<ResultCode>().ToFrozenDictionary(code => code, WireName);

    public static Outcome Success { get; } = Of(ResultCode.Success);

    public bool Succeeded => Code == ResultCode.Success;

    public static Outcome Of(ResultCode code, string detail = null) => new(code, detail);

    public void WriteTo(ErsResponse response)
    {
        response.ResultCode = (int)Code;
        response.ResultDescription = ToString();
    }

    public override string ToString()
    {
        var name = _names.GetValueOrDefault(Code, "UNKNOWN");
        return Detail == null ? name : $"{name}: {Detail}";
    }

    /// <summary>InvalidInvoiceData becomes INVALID_INVOICE_DATA.</summary>
    private static string WireName(ResultCode code)
    {
        var name = new StringBuilder();
        foreach (var letter in code.ToString())
        {
            if (char.IsUpper(letter) && name.Length > 0)
                name.Append('_');
            name.Append(char.ToUpperInvariant(letter));
        }

        return name.ToString();
    }
}
