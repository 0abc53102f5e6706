namespace Sandbox.Admin.Models;

public record PaymentMethodModel(
    string SystemName, string Name, string Version, bool IsInstalled, bool IsActive, string ConfigurationUrl);
