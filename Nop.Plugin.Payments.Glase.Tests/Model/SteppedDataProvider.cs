using System.Linq.Expressions;
using Nop.Core;
using Nop.Data;
using Sandbox.Data;

namespace Nop.Plugin.Payments.Glase.Tests.Model;

/// <summary>
/// The shop's statements below the repositories, with the same places before and after each as in
/// <see cref="SteppedRepository{TEntity}"/>.
/// </summary>
internal sealed class SteppedDataProvider : INopDataProvider
{
    private readonly ShopDataProvider _inner;
    private readonly ModelProcess _process;

    public SteppedDataProvider(ShopDataProvider inner, ModelProcess process)
    {
        _inner = inner;
        _process = process;
    }

    public async Task BulkDeleteEntitiesAsync<TEntity>(IList<TEntity> entities) where TEntity : BaseEntity
    {
        await _process.StepAsync($"delete {typeof(TEntity).Name}");
        _process.UseDatabase();
        await _inner.BulkDeleteEntitiesAsync(entities);
        await _process.StepAsync($"delete {typeof(TEntity).Name} done");
    }

    public async Task<int> BulkDeleteEntitiesAsync<TEntity>(Expression<Func<TEntity, bool>> predicate) where TEntity : BaseEntity
    {
        await _process.StepAsync($"delete {typeof(TEntity).Name}");
        _process.UseDatabase();
        var count = await _inner.BulkDeleteEntitiesAsync(predicate);
        await _process.StepAsync($"delete {typeof(TEntity).Name} done");
        return count;
    }
}
