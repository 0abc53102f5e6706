using System.Linq.Expressions;
using LinqToDB;
using LinqToDB.Async;
using Nop.Core;

namespace System.Linq;

/// <remarks>
/// A query of a database is asked without blocking, as in a shop; one over a list in memory runs at once.
/// </remarks>
public static class AsyncIQueryableExtensions
{
    private static readonly AsyncLocal<bool> _blocks = new();

    /// <summary>
    /// Filled in by tests that play what happens at once step by step: true lets queries on this flow of execution run at once.
    /// </summary>
    internal static bool Blocks
    {
        get => _blocks.Value;
        set => _blocks.Value = value;
    }

    public static Task<bool> AllAsync<TSource>(this IQueryable<TSource> source, Expression<Func<TSource, bool>> predicate) =>
        source.IsAsked() ? AsyncExtensions.AllAsync(source, predicate) : Task.FromResult(source.All(predicate));

    public static Task<bool> AnyAsync<TSource>(
        this IQueryable<TSource> source, Expression<Func<TSource, bool>> predicate = null) =>
        source.IsAsked()
            ? AsyncExtensions.AnyAsync(source.Matching(predicate))
            : Task.FromResult(source.Matching(predicate).Any());

    public static Task<bool> ContainsAsync<TSource>(this IQueryable<TSource> source, TSource item) =>
        source.IsAsked() ? AsyncExtensions.ContainsAsync(source, item) : Task.FromResult(source.Contains(item));

    public static Task<int> CountAsync<TSource>(
        this IQueryable<TSource> source, Expression<Func<TSource, bool>> predicate = null) =>
        source.IsAsked()
            ? AsyncExtensions.CountAsync(source.Matching(predicate))
            : Task.FromResult(source.Matching(predicate).Count());

    public static Task<long> LongCountAsync<TSource>(
        this IQueryable<TSource> source, Expression<Func<TSource, bool>> predicate = null) =>
        source.IsAsked()
            ? AsyncExtensions.LongCountAsync(source.Matching(predicate))
            : Task.FromResult(source.Matching(predicate).LongCount());

    public static Task<TSource> FirstAsync<TSource>(
        this IQueryable<TSource> source, Expression<Func<TSource, bool>> predicate = null) =>
        source.IsAsked()
            ? AsyncExtensions.FirstAsync(source.Matching(predicate))
            : Task.FromResult(source.Matching(predicate).First());

    public static Task<TSource> FirstOrDefaultAsync<TSource>(
        this IQueryable<TSource> source, Expression<Func<TSource, bool>> predicate = null) =>
        source.IsAsked()
            ? AsyncExtensions.FirstOrDefaultAsync(source.Matching(predicate))
            : Task.FromResult(source.Matching(predicate).FirstOrDefault());

    public static Task<TSource> SingleAsync<TSource>(
        this IQueryable<TSource> source, Expression<Func<TSource, bool>> predicate = null) =>
        source.IsAsked()
            ? AsyncExtensions.SingleAsync(source.Matching(predicate))
            : Task.FromResult(source.Matching(predicate).Single());

    public static Task<TSource> SingleOrDefaultAsync<TSource>(
        this IQueryable<TSource> source, Expression<Func<TSource, bool>> predicate = null) =>
        source.IsAsked()
            ? AsyncExtensions.SingleOrDefaultAsync(source.Matching(predicate))
            : Task.FromResult(source.Matching(predicate).SingleOrDefault());

    public static Task<TSource> MaxAsync<TSource>(this IQueryable<TSource> source) =>
        source.IsAsked() ? AsyncExtensions.MaxAsync(source) : Task.FromResult(source.Max());

    public static Task<TResult> MaxAsync<TSource, TResult>(
        this IQueryable<TSource> source, Expression<Func<TSource, TResult>> predicate) =>
        source.IsAsked() ? AsyncExtensions.MaxAsync(source, predicate) : Task.FromResult(source.Max(predicate));

    public static Task<TSource> MinAsync<TSource>(this IQueryable<TSource> source) =>
        source.IsAsked() ? AsyncExtensions.MinAsync(source) : Task.FromResult(source.Min());

    public static Task<TResult> MinAsync<TSource, TResult>(
        this IQueryable<TSource> source, Expression<Func<TSource, TResult>> predicate) =>
        source.IsAsked() ? AsyncExtensions.MinAsync(source, predicate) : Task.FromResult(source.Min(predicate));

    public static Task<decimal> SumAsync<TSource>(
        this IQueryable<TSource> source, Expression<Func<TSource, decimal>> predicate) =>
        source.IsAsked() ? AsyncExtensions.SumAsync(source, predicate) : Task.FromResult(source.Sum(predicate));

    public static Task<decimal?> SumAsync<TSource>(
        this IQueryable<TSource> source, Expression<Func<TSource, decimal?>> predicate) =>
        source.IsAsked() ? AsyncExtensions.SumAsync(source, predicate) : Task.FromResult(source.Sum(predicate));

    public static Task<double> SumAsync<TSource>(this IQueryable<TSource> source, Expression<Func<TSource, double>> predicate) =>
        source.IsAsked() ? AsyncExtensions.SumAsync(source, predicate) : Task.FromResult(source.Sum(predicate));

    public static Task<double?> SumAsync<TSource>(
        this IQueryable<TSource> source, Expression<Func<TSource, double?>> predicate) =>
        source.IsAsked() ? AsyncExtensions.SumAsync(source, predicate) : Task.FromResult(source.Sum(predicate));

    public static Task<float> SumAsync<TSource>(this IQueryable<TSource> source, Expression<Func<TSource, float>> predicate) =>
        source.IsAsked() ? AsyncExtensions.SumAsync(source, predicate) : Task.FromResult(source.Sum(predicate));

    public static Task<float?> SumAsync<TSource>(this IQueryable<TSource> source, Expression<Func<TSource, float?>> predicate) =>
        source.IsAsked() ? AsyncExtensions.SumAsync(source, predicate) : Task.FromResult(source.Sum(predicate));

    public static Task<int> SumAsync<TSource>(this IQueryable<TSource> source, Expression<Func<TSource, int>> predicate) =>
        source.IsAsked() ? AsyncExtensions.SumAsync(source, predicate) : Task.FromResult(source.Sum(predicate));

    public static Task<int?> SumAsync<TSource>(this IQueryable<TSource> source, Expression<Func<TSource, int?>> predicate) =>
        source.IsAsked() ? AsyncExtensions.SumAsync(source, predicate) : Task.FromResult(source.Sum(predicate));

    public static Task<long> SumAsync<TSource>(this IQueryable<TSource> source, Expression<Func<TSource, long>> predicate) =>
        source.IsAsked() ? AsyncExtensions.SumAsync(source, predicate) : Task.FromResult(source.Sum(predicate));

    public static Task<long?> SumAsync<TSource>(this IQueryable<TSource> source, Expression<Func<TSource, long?>> predicate) =>
        source.IsAsked() ? AsyncExtensions.SumAsync(source, predicate) : Task.FromResult(source.Sum(predicate));

    public static Task<Dictionary<TKey, TElement>> ToDictionaryAsync<TSource, TKey, TElement>(
        this IQueryable<TSource> source, Func<TSource, TKey> keySelector, Func<TSource, TElement> elementSelector,
        IEqualityComparer<TKey> comparer = null) where TKey : notnull =>
        source.IsAsked()
            ? AsyncExtensions.ToDictionaryAsync(source, keySelector, elementSelector, comparer)
            : Task.FromResult(source.ToDictionary(keySelector, elementSelector, comparer));

    public static Task<Dictionary<TKey, TSource>> ToDictionaryAsync<TSource, TKey>(
        this IQueryable<TSource> source, Func<TSource, TKey> keySelector, IEqualityComparer<TKey> comparer = null)
        where TKey : notnull =>
        source.IsAsked()
            ? AsyncExtensions.ToDictionaryAsync(source, keySelector, comparer)
            : Task.FromResult(source.ToDictionary(keySelector, comparer));

    public static Task<List<TSource>> ToListAsync<TSource>(this IQueryable<TSource> source) =>
        source.IsAsked() ? AsyncExtensions.ToListAsync(source) : Task.FromResult(source.ToList());

    public static Task<TSource[]> ToArrayAsync<TSource>(this IQueryable<TSource> source) =>
        source.IsAsked() ? AsyncExtensions.ToArrayAsync(source) : Task.FromResult(source.ToArray());

    public static async Task<IPagedList<T>> ToPagedListAsync<T>(
        this IQueryable<T> source, int pageIndex, int pageSize, bool getOnlyTotalCount = false)
    {
        var size = Math.Max(1, pageSize);
        var count = await source.CountAsync();
        var page = getOnlyTotalCount || count == 0 ? [] : await source.Skip(pageIndex * size).Take(size).ToListAsync();
        return new PagedList<T>(page, pageIndex, size, count);
    }

    private static IQueryable<TSource> Matching<TSource>(
        this IQueryable<TSource> source, Expression<Func<TSource, bool>> predicate) =>
        predicate is null ? source : source.Where(predicate);

    private static bool IsAsked(this IQueryable source) =>
        source.Provider.GetType().Assembly == typeof(AsyncExtensions).Assembly && !Blocks;
}
