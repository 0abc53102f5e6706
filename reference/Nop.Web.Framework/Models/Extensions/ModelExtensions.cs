using Nop.Core;

namespace Nop.Web.Framework.Models.Extensions;

public static class ModelExtensions
{
    public static async Task<TListModel> PrepareToGridAsync<TListModel, TModel, TObject>(this TListModel listModel,
        BaseSearchModel searchModel, IPagedList<TObject> objectList, Func<IAsyncEnumerable<TModel>> dataFillFunction)
        where TListModel : BasePagedListModel<TModel>
        where TModel : BaseNopModel
    {
        ArgumentNullException.ThrowIfNull(listModel);
        var rows = new List<TModel>();
        await foreach (var row in dataFillFunction())
            rows.Add(row);
        listModel.Data = rows;
        listModel.Draw = searchModel?.Draw;
        listModel.RecordsTotal = listModel.RecordsFiltered = objectList?.TotalCount ?? 0;
        return listModel;
    }
}
