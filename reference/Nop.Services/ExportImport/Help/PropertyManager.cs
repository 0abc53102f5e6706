using Nop.Core;
using Nop.Core.Domain.Catalog;
using Nop.Core.Domain.Localization;

namespace Nop.Services.ExportImport.Help;

public class PropertyManager<T>
{
    private readonly List<PropertyByName<T>> _properties;

    public PropertyManager(IEnumerable<PropertyByName<T>> defaultProperties, CatalogSettings catalogSettings,
        IEnumerable<PropertyByName<T>> localizedProperties = null, IList<Language> languages = null)
    {
        _properties = defaultProperties.Where(property => !property.Ignore).ToList();
    }

    public virtual async Task<byte[]> ExportToXlsxAsync(IEnumerable<T> itemsToExport)
    {
        var rows = new List<object[]>();
        foreach (var item in itemsToExport)
        {
            var cells = new object[_properties.Count];
            for (var index = 0; index < cells.Length; index++)
                cells[index] = await _properties[index].GetProperty(item, null);
            rows.Add(cells);
        }

        return (Workbooks.Write ?? throw DeclarationOnly.Called())(typeof(T).Name, _properties.ConvertAll(property => property.PropertyName), rows);
    }
}
