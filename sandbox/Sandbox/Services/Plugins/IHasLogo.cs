namespace Sandbox.Services.Plugins;

/// <summary>A plugin of the sandbox itself, whose logo lies among the shop's images.</summary>
internal interface IHasLogo
{
    string LogoUrl { get; }
}
