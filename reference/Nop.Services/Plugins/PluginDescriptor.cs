using System.Reflection;
using Newtonsoft.Json;
using Nop.Core.Infrastructure;

namespace Nop.Services.Plugins;

public class PluginDescriptor : PluginDescriptorBaseInfo, IDescriptor, IComparable<PluginDescriptor>
{
    public virtual TPlugin Instance<TPlugin>() where TPlugin : class, IPlugin
    {
        var plugin = EngineContext.Current.ResolveUnregistered(PluginType) as TPlugin;
        if (plugin is not null)
            plugin.PluginDescriptor = this;
        return plugin;
    }

    public int CompareTo(PluginDescriptor other) =>
        DisplayOrder == other.DisplayOrder ? base.CompareTo(other) : DisplayOrder.CompareTo(other.DisplayOrder);

    public override string ToString() => FriendlyName;

    [JsonProperty(PropertyName = "Group")]
    public virtual string Group { get; set; }

    [JsonProperty(PropertyName = "FriendlyName")]
    public virtual string FriendlyName { get; set; }

    [JsonProperty(PropertyName = "SupportedVersions")]
    public virtual IList<string> SupportedVersions { get; set; } = [];

    [JsonProperty(PropertyName = "Author")]
    public virtual string Author { get; set; }

    [JsonProperty(PropertyName = "DisplayOrder")]
    public virtual int DisplayOrder { get; set; }

    [JsonProperty(PropertyName = "FileName")]
    public virtual string AssemblyFileName { get; set; }

    [JsonProperty(PropertyName = "Description")]
    public virtual string Description { get; set; }

    [JsonProperty(PropertyName = "LimitedToStores")]
    public virtual IList<int> LimitedToStores { get; set; } = [];

    [JsonProperty(PropertyName = "LimitedToCustomerRoles")]
    public virtual IList<int> LimitedToCustomerRoles { get; set; } = [];

    [JsonProperty(PropertyName = "DependsOnSystemNames")]
    public virtual IList<string> DependsOn { get; set; } = [];

    [JsonIgnore]
    public virtual bool Installed { get; set; }

    [JsonIgnore]
    public virtual Type PluginType { get; set; }

    [JsonIgnore]
    public virtual string OriginalAssemblyFile { get; set; }

    [JsonIgnore]
    public virtual IList<string> PluginFiles { get; set; }

    [JsonIgnore]
    public virtual Assembly ReferencedAssembly { get; set; }

    [JsonIgnore]
    public virtual bool ShowInPluginsList { get; set; } = true;
}
