namespace Nop.Core.Infrastructure;

public class Singleton<T> : BaseSingleton
{
    public static T Instance
    {
        get => AllSingletons.TryGetValue(typeof(T), out var instance) ? (T)instance : default;
        set => AllSingletons[typeof(T)] = value;
    }
}
