using Nop.Core;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Reporting.Reconciling;
using Nop.Web.Framework.Models.Extensions;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Prepares the grids of a reconciliation. What was compared is in memory: it is sorted and cut into pages there.
/// </summary>
public class ReconciliationGridFactory(DifferenceModelFactory differenceFactory)
{
    /// <summary>
    /// Prepares one page of the differences.
    /// </summary>
    public async Task<DifferenceListModel> PrepareDifferencesAsync(Reconciliation reconciliation, DifferenceSearchModel searchModel)
    {
        var wanted = reconciliation.Differences
            .Where(difference => searchModel.KindId is not { } kind || (int)difference.Kind == kind);
        var sorted = searchModel.SortedBy switch
        {
            nameof(DifferenceModel.Kind) => Sort(wanted, difference => difference.Kind, searchModel),
            nameof(DifferenceModel.Reference) => Sort(wanted, difference => difference.Reported?.ErsReference ?? difference.Local?.Reference, searchModel),
            nameof(DifferenceModel.Reported) => Sort(wanted, difference => difference.Reported?.Amount, searchModel),
            nameof(DifferenceModel.Own) => Sort(wanted, difference => difference.Local?.Amount, searchModel),
            nameof(DifferenceModel.Time) => Sort(wanted, difference => difference.Local?.TimeUtc, searchModel),
            _ => wanted
        };
        var page = Page(sorted, searchModel);
        return await new DifferenceListModel().PrepareToGridAsync(searchModel, page, () => PrepareAsync(page, differenceFactory.PrepareAsync));
    }

    /// <summary>
    /// Prepares one page of what matches.
    /// </summary>
    public async Task<MatchedTransactionListModel> PrepareMatchedAsync(Reconciliation reconciliation, GridSearchModel searchModel)
    {
        var wanted = reconciliation.Matched.Select(pair => pair.Own);
        var sorted = searchModel.SortedBy switch
        {
            nameof(MatchedTransactionModel.Time) => Sort(wanted, local => local.TimeUtc, searchModel),
            nameof(MatchedTransactionModel.Reference) => Sort(wanted, local => local.Reference, searchModel),
            nameof(MatchedTransactionModel.Amount) => Sort(wanted, local => local.Amount, searchModel),
            _ => wanted
        };
        var page = Page(sorted, searchModel);
        return await new MatchedTransactionListModel().PrepareToGridAsync(searchModel, page, () => PrepareAsync(page, differenceFactory.PrepareAsync));
    }

    private static IEnumerable<T> Sort<T, TKey>(IEnumerable<T> rows, Func<T, TKey> key, GridSearchModel searchModel)
    {
        return searchModel.IsDescending ? rows.OrderByDescending(key) : rows.OrderBy(key);
    }

    private static PagedList<T> Page<T>(IEnumerable<T> rows, GridSearchModel searchModel)
    {
        return new PagedList<T>([.. rows], searchModel.PageIndex, searchModel.RowCount);
    }

    private static async IAsyncEnumerable<TModel> PrepareAsync<T, TModel>(IEnumerable<T> rows, Func<T, Task<TModel>> prepareAsync)
    {
        foreach (var row in rows)
            yield return await prepareAsync(row);
    }
}
