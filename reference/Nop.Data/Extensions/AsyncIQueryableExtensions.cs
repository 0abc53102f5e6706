using System.Linq.Expressions;
using Nop.Core;

namespace System.Linq;

/// <remarks>
/// A shop asks its database without blocking; here the query simply runs, which serves SQLite and lists in memory alike.
/// </remarks>
public static class AsyncIQueryableExtensions
{
    public static Task<bool> AllAsync<TSource>(this IQueryable<TSource> source, Expression<Func<TSource, bool>> predicate) =>
        Task.FromResult(source.All(predicate));

    public static Task<bool> AnyAsync<TSource>(
        this IQueryable<TSource> source, Expression<Func<TSource, bool>> predicate = null) =>
        Task.FromResult(source.Matching(predicate).Any());

    public static Task<bool> ContainsAsync<TSource>(this IQueryable<TSource> source, TSource item) =>
        Task.FromResult(source.Contains(item));

    public static Task<int> CountAsync<TSource>(
        this IQueryable<TSource> source, Expression<Func<TSource, bool>> predicate = null) =>
        Task.FromResult(source.Matching(predicate).Count());

    public static Task<long> LongCountAsync<TSource>(
        this IQueryable<TSource> source, Expression<Func<TSource, bool>> predicate = null) =>
        Task.FromResult(source.Matching(predicate).LongCount());

    public static Task<TSource> FirstAsync<TSource>(
        this IQueryable<TSource> source, Expression<Func<TSource, bool>> predicate = null) =>
        Task.FromResult(source.Matching(predicate).First());

    public static Task<TSource> FirstOrDefaultAsync<TSource>(
        this IQueryable<TSource> source, Expression<Func<TSource, bool>> predicate = null) =>
        Task.FromResult(source.Matching(predicate).FirstOrDefault());

    public static Task<TSource> SingleAsync<TSource>(
        this IQueryable<TSource> source, Expression<Func<TSource, bool>> predicate = null) =>
        Task.FromResult(source.Matching(predicate).Single());

    public static Task<TSource> SingleOrDefaultAsync<TSource>(
        this IQueryable<TSource> source, Expression<Func<TSource, bool>> predicate = null) =>
        Task.FromResult(source.Matching(predicate).SingleOrDefault());

    public static Task<TSource> MaxAsync<TSource>(this IQueryable<TSource> source) =>
        Task.FromResult(source.Max());

    public static Task<TResult> MaxAsync<TSource, TResult>(
        this IQueryable<TSource> source, Expression<Func<TSource, TResult>> predicate) =>
        Task.FromResult(source.Max(predicate));

    public static Task<TSource> MinAsync<TSource>(this IQueryable<TSource> source) =>
        Task.FromResult(source.Min());

    public static Task<TResult> MinAsync<TSource, TResult>(
        this IQueryable<TSource> source, Expression<Func<TSource, TResult>> predicate) =>
        Task.FromResult(source.Min(predicate));

    public static Task<decimal> SumAsync<TSource>(
        this IQueryable<TSource> source, Expression<Func<TSource, decimal>> predicate) =>
        Task.FromResult(source.Sum(predicate));

    public static Task<decimal?> SumAsync<TSource>(
        this IQueryable<TSource> source, Expression<Func<TSource, decimal?>> predicate) =>
        Task.FromResult(source.Sum(predicate));

    public static Task<double> SumAsync<TSource>(this IQueryable<TSource> source, Expression<Func<TSource, double>> predicate) =>
        Task.FromResult(source.Sum(predicate));

    public static Task<double?> SumAsync<TSource>(
        this IQueryable<TSource> source, Expression<Func<TSource, double?>> predicate) =>
        Task.FromResult(source.Sum(predicate));

    public static Task<float> SumAsync<TSource>(this IQueryable<TSource> source, Expression<Func<TSource, float>> predicate) =>
        Task.FromResult(source.Sum(predicate));

    public static Task<float?> SumAsync<TSource>(this IQueryable<TSource> source, Expression<Func<TSource, float?>> predicate) =>
        Task.FromResult(source.Sum(predicate));

    public static Task<int> SumAsync<TSource>(this IQueryable<TSource> source, Expression<Func<TSource, int>> predicate) =>
        Task.FromResult(source.Sum(predicate));

    public static Task<int?> SumAsync<TSource>(this IQueryable<TSource> source, Expression<Func<TSource, int?>> predicate) =>
        Task.FromResult(source.Sum(predicate));

    public static Task<long> SumAsync<TSource>(this IQueryable<TSource> source, Expression<Func<TSource, long>> predicate) =>
        Task.FromResult(source.Sum(predicate));

    public static Task<long?> SumAsync<TSource>(this IQueryable<TSource> source, Expression<Func<TSource, long?>> predicate) =>
        Task.FromResult(source.Sum(predicate));

    public static Task<Dictionary<TKey, TElement>> ToDictionaryAsync<TSource, TKey, TElement>(
        this IQueryable<TSource> source, Func<TSource, TKey> keySelector, Func<TSource, TElement> elementSelector,
        IEqualityComparer<TKey> comparer = null) where TKey : notnull =>
        Task.FromResult(source.ToDictionary(keySelector, elementSelector, comparer));

    public static Task<Dictionary<TKey, TSource>> ToDictionaryAsync<TSource, TKey>(
        this IQueryable<TSource> source, Func<TSource, TKey> keySelector, IEqualityComparer<TKey> comparer = null)
        where TKey : notnull =>
        Task.FromResult(source.ToDictionary(keySelector, comparer));

    public static Task<List<TSource>> ToListAsync<TSource>(this IQueryable<TSource> source) =>
        Task.FromResult(source.ToList());

    public static Task<TSource[]> ToArrayAsync<TSource>(this IQueryable<TSource> source) =>
        Task.FromResult(source.ToArray());

    public static Task<IPagedList<T>> ToPagedListAsync<T>(
        this IQueryable<T> source, int pageIndex, int pageSize, bool getOnlyTotalCount = false)
    {
        var size = Math.Max(1, pageSize);
        var page = getOnlyTotalCount ? [] : source.Skip(pageIndex * size).Take(size).ToList();
        return Task.FromResult<IPagedList<T>>(new PagedList<T>(page, pageIndex, size, source.Count()));
    }

    private static IQueryable<TSource> Matching<TSource>(
        this IQueryable<TSource> source, Expression<Func<TSource, bool>> predicate) =>
        predicate is null ? source : source.Where(predicate);
}
