namespace Nop.Core;

[Serializable]
public class PagedList<T> : List<T>, IPagedList<T>
{
    public PagedList(IList<T> source, int pageIndex, int pageSize, int? totalCount = null)
        : base(totalCount is null ? source.Skip(pageIndex * Math.Max(1, pageSize)).Take(Math.Max(1, pageSize)) : source)
    {
        PageIndex = pageIndex;
        PageSize = Math.Max(1, pageSize);
        TotalCount = totalCount ?? source.Count;
        TotalPages = (int)Math.Ceiling(TotalCount / (double)PageSize);
    }

    public int PageIndex { get; }

    public int PageSize { get; }

    public int TotalCount { get; }

    public int TotalPages { get; }

    public bool HasPreviousPage => PageIndex > 0;

    public bool HasNextPage => PageIndex < TotalPages - 1;
}
