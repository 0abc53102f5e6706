using Nop.Core.Domain.Vendors;

namespace Nop.Services.Vendors;

public interface IVendorService
{
    Task<IList<Vendor>> GetVendorsByProductIdsAsync(int[] productIds);
}
