using Nop.Core.Domain.Catalog;
using Nop.Core.Domain.Vendors;
using Nop.Data;
using Nop.Services.Vendors;

namespace Sandbox.Services.Vendors;

internal sealed class VendorService : IVendorService
{
    private readonly IRepository<Vendor> _vendors;
    private readonly IRepository<Product> _products;

    public VendorService(IRepository<Vendor> vendors, IRepository<Product> products)
    {
        _vendors = vendors;
        _products = products;
    }

    public Task<IList<Vendor>> GetVendorsByProductIdsAsync(int[] productIds)
    {
        return _vendors.GetAllAsync(query => query.Where(vendor => !vendor.Deleted && vendor.Active
            && _products.Table.Any(product => productIds.Contains(product.Id) && product.VendorId == vendor.Id)));
    }
}
