using System.Xml.Linq;

namespace Sandbox.Services.Attributes;

/// <summary>nopCommerce's text of chosen attributes: each attribute's id with the ids of its values.</summary>
internal static class AttributesXml
{
    public static string Write(string element, IEnumerable<(int AttributeId, int ValueId)> chosen)
    {
        var attributes = chosen.Select(choice => new XElement(element,
            new XAttribute("ID", choice.AttributeId),
            new XElement(element + "Value", new XElement("Value", choice.ValueId)))).ToList();
        return attributes.Count == 0 ? "" : new XElement("Attributes", attributes).ToString(SaveOptions.DisableFormatting);
    }

    public static IList<(int AttributeId, IList<string> Values)> Read(string element, string xml)
    {
        return string.IsNullOrEmpty(xml)
            ? []
            : XElement.Parse(xml).Elements(element)
                .Select(attribute => ((int)attribute.Attribute("ID"), (IList<string>)Values(attribute)))
                .ToList();
    }

    private static List<string> Values(XElement attribute)
    {
        return attribute.Descendants("Value").Select(value => value.Value.Trim()).ToList();
    }
}
