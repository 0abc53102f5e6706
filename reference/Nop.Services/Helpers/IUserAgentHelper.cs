namespace Nop.Services.Helpers;

public interface IUserAgentHelper
{
    bool IsSearchEngine();

    bool IsMobileDevice();
}
