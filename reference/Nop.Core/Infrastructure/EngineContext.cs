namespace Nop.Core.Infrastructure;

public class EngineContext
{
    public static IEngine Current => Singleton<IEngine>.Instance ?? throw DeclarationOnly.Called();

    public static void Replace(IEngine engine) => Singleton<IEngine>.Instance = engine;
}
