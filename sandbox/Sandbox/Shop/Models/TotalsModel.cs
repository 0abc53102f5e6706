namespace Sandbox.Shop.Models;

/// <summary>Sums with their names, ready to show; the last is the total.</summary>
public record TotalsModel(IList<TotalsModel.RowModel> Rows, string Total)
{
    public record RowModel(string Name, string Amount);
}
