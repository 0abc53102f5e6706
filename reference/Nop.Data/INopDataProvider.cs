using System.Linq.Expressions;
using Nop.Core;

namespace Nop.Data;

public partial interface INopDataProvider
{
    Task BulkDeleteEntitiesAsync<TEntity>(IList<TEntity> entities) where TEntity : BaseEntity;

    Task<int> BulkDeleteEntitiesAsync<TEntity>(Expression<Func<TEntity, bool>> predicate) where TEntity : BaseEntity;
}
