namespace Nop.Plugin.Payments.Glase.Services.Common;

/// <summary>
/// Says whether the plugin was uninstalled since the shop started. nopCommerce removes its tables then but lets it run until the shop
/// restarts.
/// </summary>
public class InstallationState
{
    private volatile bool _isUninstalled;

    /// <summary>
    /// Gets or sets a value indicating whether the tables and settings are gone, so that nothing may be read or saved any more.
    /// </summary>
    public bool IsUninstalled
    {
        get => _isUninstalled;
        set => _isUninstalled = value;
    }
}
