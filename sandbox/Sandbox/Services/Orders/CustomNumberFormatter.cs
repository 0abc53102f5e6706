using System.Globalization;
using Nop.Core.Domain.Orders;
using Nop.Services.Orders;

namespace Sandbox.Services.Orders;

/// <summary>Numbers orders as nopCommerce does where the owner has entered no mask.</summary>
internal sealed class CustomNumberFormatter : ICustomNumberFormatter
{
    public string GenerateOrderCustomNumber(Order order) => order.Id.ToString(CultureInfo.InvariantCulture);
}
