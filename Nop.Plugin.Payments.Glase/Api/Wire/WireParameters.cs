using System.Xml.Serialization;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Glase's parameterMap.
/// </summary>
[XmlType(Namespace = "")]
public sealed class WireParameters
{
    [XmlArray("parameter")]
    [XmlArrayItem("entry")]
    public List<WireParameter> Entries { get; set; }

    internal static WireParameters From(IReadOnlyDictionary<string, string> parameters)
    {
        return new()
        {
            Entries = parameters
                .Select(parameter => new WireParameter
                {
                    Key = WireText.Whole(parameter.Key, 128, nameof(parameters)),
                    Value = WireText.Whole(parameter.Value, 255, nameof(parameters))
                })
                .ToList()
        };
    }
}
