using Nop.Core.Domain.Localization;

namespace Nop.Services.ExportImport.Help;

public class PropertyByName<T>
{
    public PropertyByName(string propertyName, Func<T, Language, Task<object>> func, bool ignore = false)
    {
        PropertyName = propertyName;
        GetProperty = func;
        Ignore = ignore;
    }

    public PropertyByName(string propertyName, Func<T, Language, object> func = null, bool ignore = false)
    {
        PropertyName = propertyName;
        if (func is not null)
            GetProperty = (row, language) => Task.FromResult(func(row, language));
        Ignore = ignore;
    }

    public string PropertyName { get; }

    public Func<T, Language, Task<object>> GetProperty { get; }

    public bool Ignore { get; set; }
}
