namespace Nop.Services.Plugins;

public interface IDescriptor
{
    string SystemName { get; set; }

    string FriendlyName { get; set; }
}
