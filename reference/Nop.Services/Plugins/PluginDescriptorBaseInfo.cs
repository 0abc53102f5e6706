using Newtonsoft.Json;

namespace Nop.Services.Plugins;

public class PluginDescriptorBaseInfo : IComparable<PluginDescriptorBaseInfo>
{
    [JsonProperty(PropertyName = "SystemName")]
    public virtual string SystemName { get; set; }

    [JsonProperty(PropertyName = "Version")]
    public virtual string Version { get; set; }

    public int CompareTo(PluginDescriptorBaseInfo other) =>
        StringComparer.InvariantCultureIgnoreCase.Compare(SystemName, other.SystemName);

    public override bool Equals(object value) =>
        value is PluginDescriptorBaseInfo other && SystemName == other.SystemName;

    public override int GetHashCode() => HashCode.Combine(SystemName);

    [JsonIgnore]
    public virtual PluginDescriptorBaseInfo GetBaseInfoCopy => new() { SystemName = SystemName, Version = Version };
}
