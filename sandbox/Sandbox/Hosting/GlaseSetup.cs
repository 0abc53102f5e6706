using Glase.Simulator;
using Nop.Plugin.Payments.Glase;
using Nop.Services.Configuration;
using Nop.Services.Security;

namespace Sandbox.Hosting;

/// <summary>Fills in the plugin's settings as a store owner would after getting credentials.</summary>
internal sealed class GlaseSetup
{
    private readonly ISettingService _settings;
    private readonly IEncryptionService _encryption;
    private readonly SandboxOptions _options;

    public GlaseSetup(ISettingService settings, IEncryptionService encryption, SandboxOptions options)
    {
        _settings = settings;
        _encryption = encryption;
        _options = options;
    }

    public async Task ApplyAsync()
    {
        var simulator = new SimulatorOptions();
        var settings = await _settings.LoadSettingAsync<GlaseSettings>();
        settings.UseTestServer = false;
        settings.LiveServiceUrl = _options.GlaseServiceUrl.ToString();
        settings.TerminalId = _options.GlaseTerminalId ?? simulator.TerminalId;
        settings.TerminalPassword = _encryption.EncryptText(_options.GlasePassword ?? simulator.Password);
        if (_options.EnterShopCredentials)
        {
            settings.ShopId = simulator.ResellerId;
            settings.ShopPassword = _encryption.EncryptText(simulator.ResellerPassword);
        }

        await _settings.SaveSettingAsync(settings);
    }
}
