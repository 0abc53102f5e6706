using System.ComponentModel;
using System.Globalization;
using Newtonsoft.Json;

namespace Sandbox.Services.Common;

/// <summary>
/// Settings and attributes are kept as text: simple types in the invariant culture, lists by commas, the rest as JSON.
/// </summary>
internal static class TextValue
{
    public static string Write(object value)
    {
        return value switch
        {
            null => null,
            string text => text,
            IEnumerable<string> list => string.Join(',', list),
            IEnumerable<int> list => string.Join(',', list),
            _ when IsSimple(value.GetType()) => TypeDescriptor.GetConverter(value.GetType()).ConvertToInvariantString(value),
            _ => JsonConvert.SerializeObject(value)
        };
    }

    public static T Read<T>(string text) => (T)Read(text, typeof(T));

    public static object Read(string text, Type type)
    {
        if (type == typeof(string))
            return text;
        if (type == typeof(List<string>) || type == typeof(IList<string>))
            return Split(text).ToList();
        if (type == typeof(List<int>) || type == typeof(IList<int>))
            return Split(text).Select(item => int.Parse(item, CultureInfo.InvariantCulture)).ToList();
        return IsSimple(type)
            ? TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text)
            : JsonConvert.DeserializeObject(text, type);
    }

    private static string[] Split(string text)
    {
        return text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private static bool IsSimple(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsPrimitive || type.IsEnum || type == typeof(decimal) || type == typeof(Guid) || type == typeof(DateTime)
            || type == typeof(string);
    }
}
