namespace Nop.Web.Framework.Menu;

public class AdminMenuItem
{
    public IList<string> PermissionNames { get; set; } = [];

    public string SystemName { get; set; }

    public string Title { get; set; }

    public string Url { get; set; }

    public IList<AdminMenuItem> ChildNodes { get; set; } = [];

    public string IconClass { get; set; }

    public bool Visible { get; set; } = true;

    public bool OpenUrlInNewTab { get; set; }

    public bool ContainsSystemName(string systemName) => GetItemBySystemName(systemName) is not null;

    public AdminMenuItem GetItemBySystemName(string systemName) =>
        SystemName == systemName
            ? this
            : ChildNodes.Select(child => child.GetItemBySystemName(systemName)).FirstOrDefault(found => found is not null);

    public virtual bool InsertBefore(string itemSystemName, AdminMenuItem newMenuItem) => Insert(itemSystemName, newMenuItem, 0);

    public virtual bool InsertAfter(string itemSystemName, AdminMenuItem newMenuItem) => Insert(itemSystemName, newMenuItem, 1);

    private bool Insert(string neighbour, AdminMenuItem item, int offset)
    {
        var index = ChildNodes.Select(child => child.SystemName).ToList().IndexOf(neighbour);
        if (index < 0)
            return ChildNodes.ToList().Exists(child => child.Insert(neighbour, item, offset));

        ChildNodes.Insert(index + offset, item);
        return true;
    }
}
