using Nop.Core.Domain.Shipping;

namespace Sandbox.Services.Orders;

/// <summary>The ways the shop sends things, at fixed prices.</summary>
internal static class ShippingOptions
{
    private const string Provider = "Shipping.FixedRate";

    public static IReadOnlyList<ShippingOption> All { get; } =
    [
        new() { Name = "Post", Description = "With you in 2 to 4 working days.", Rate = 4.90m, ShippingRateComputationMethodSystemName = Provider },
        new() { Name = "Express", Description = "Tomorrow before noon.", Rate = 12.50m, ShippingRateComputationMethodSystemName = Provider }
    ];

    public static ShippingOption Find(string name) => All.FirstOrDefault(option => option.Name == name);
}
