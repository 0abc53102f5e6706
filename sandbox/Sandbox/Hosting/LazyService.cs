namespace Sandbox.Hosting;

/// <summary>A service that is made when it is first asked for, which lets two services need each other.</summary>
internal sealed class LazyService<T> : Lazy<T> where T : class
{
    public LazyService(IServiceProvider services) : base(services.GetRequiredService<T>)
    {
    }
}
