using System.Globalization;
using Nop.Core;
using Nop.Core.Caching;

namespace Sandbox.Data;

/// <summary>Cache keys: parameters are put into the key's text, entities by their id.</summary>
internal static class CacheKeys
{
    public static CacheKey ById<TEntity>() => new($"Nop.{typeof(TEntity).Name.ToLowerInvariant()}.byid.{{0}}");

    public static CacheKey All<TEntity>() => new($"Nop.{typeof(TEntity).Name.ToLowerInvariant()}.all.");

    public static CacheKey Prepare(CacheKey key, params object[] parameters)
    {
        var prepared = key.Create(Text, parameters);
        prepared.CacheTime = key.CacheTime;
        return prepared;
    }

    public static string Prefix(string prefix, params object[] parameters)
    {
        return parameters.Length == 0
            ? prefix
            : string.Format(CultureInfo.InvariantCulture, prefix, Array.ConvertAll(parameters, Text));
    }

    private static object Text(object parameter)
    {
        return parameter switch
        {
            null => "null",
            BaseEntity entity => entity.Id,
            IEnumerable<int> ids => string.Join('-', ids.Order()),
            IEnumerable<BaseEntity> entities => string.Join('-', entities.Select(entity => entity.Id).Order()),
            decimal number => number.ToString(CultureInfo.InvariantCulture),
            _ => parameter
        };
    }
}
