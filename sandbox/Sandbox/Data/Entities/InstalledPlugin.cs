using Nop.Core;

namespace Sandbox.Data.Entities;

/// <summary>A plugin that was installed in this shop, and its version then.</summary>
public class InstalledPlugin : BaseEntity
{
    public string SystemName { get; set; }

    public string Version { get; set; }
}
