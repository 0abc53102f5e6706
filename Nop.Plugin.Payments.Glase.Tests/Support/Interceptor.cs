using System.Reflection;

namespace Nop.Plugin.Payments.Glase.Tests.Support;

/// <summary>
/// Stands before a service and lets a test decide about each call; see <see cref="Interception"/>.
/// </summary>
public class Interceptor<T> : DispatchProxy where T : class
{
    internal T Target { get; set; }

    internal Func<MethodInfo, object[], Func<object>, object> Around { get; set; }

    protected override object Invoke(MethodInfo targetMethod, object[] args)
    {
        return Around(targetMethod, args, () => targetMethod.Invoke(Target, args));
    }
}
