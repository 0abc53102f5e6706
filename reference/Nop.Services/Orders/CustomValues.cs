using System.Xml.Linq;

namespace Nop.Services.Orders;

public class CustomValues : List<CustomValue>
{
    public virtual string this[string name]
    {
        get => TryGetValue(name, out var found) ? found.Value : throw new InvalidOperationException($"There is no '{name}'.");
        set
        {
            Remove(name);
            Add(new CustomValue(name, value));
        }
    }

    public virtual List<CustomValue> GetValuesByDisplayLocation(CustomValueDisplayLocation displayLocation) =>
        FindAll(value => value.DisplayLocation == displayLocation);

    public virtual bool TryGetValue(string name, out CustomValue customValue)
    {
        customValue = Find(value => value.Name == name);
        return customValue is not null;
    }

    public virtual bool Remove(string name) => TryGetValue(name, out var found) && Remove(found);

    /// <remarks>The element names are those that nopCommerce keeps in Order.CustomValuesXml.</remarks>
    public virtual string SerializeToXml()
    {
        if (Count == 0)
            return string.Empty;

        var items = ConvertAll(value => new XElement("item",
            new XElement("key", value.Name),
            new XElement("value", value.Value),
            new XElement("displayToCustomer", value.DisplayToCustomer),
            new XElement("location", (int)value.DisplayLocation),
            new XElement("createdOn", value.CreatedOnUtc?.Ticks ?? 0)));
        return new XElement("DictionarySerializer", items).ToString(SaveOptions.DisableFormatting);
    }

    public virtual void FillByXml(string customValuesXml, bool displayToCustomerOnly = false)
    {
        Clear();
        if (!string.IsNullOrWhiteSpace(customValuesXml))
            AddRange(XElement.Parse(customValuesXml).Elements("item").Select(Read)
                .Where(value => value.DisplayToCustomer || !displayToCustomerOnly));
    }

    private static CustomValue Read(XElement item)
    {
        var ticks = (long?)item.Element("createdOn") ?? 0;
        return new CustomValue((string)item.Element("key"), (string)item.Element("value"),
            (CustomValueDisplayLocation)((int?)item.Element("location") ?? (int)CustomValueDisplayLocation.Payment),
            (bool?)item.Element("displayToCustomer") ?? true,
            ticks > 0 ? new DateTime(ticks) : null);
    }
}
