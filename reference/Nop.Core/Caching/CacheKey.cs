using System.Globalization;

namespace Nop.Core.Caching;

public class CacheKey
{
    public CacheKey(string key)
    {
        Key = key;
    }

    public string Key { get; protected set; }

    public int CacheTime { get; set; } = 60;

    public virtual CacheKey Create(Func<object, object> createCacheKeyParameters, params object[] keyObjects) =>
        new(keyObjects.Length == 0
            ? Key
            : string.Format(CultureInfo.InvariantCulture, Key, Array.ConvertAll(keyObjects, o => createCacheKeyParameters(o))));
}
