using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Nop.Plugin.Payments.Glase.Api;

namespace Nop.Plugin.Payments.Glase.Tests.Support;

/// <summary>
/// The shop's client, and something that happens once between Glase's answer to sendInvoice and what the shop makes of it.
/// </summary>
public class ClientHook : DispatchProxy
{
    private IGlaseClient _client;
    private Hook _hook;

    public static void Add(IServiceCollection services, Hook hook)
    {
        var registered = services.Last(descriptor => descriptor.ServiceType == typeof(IGlaseClient));
        services.AddSingleton(provider =>
        {
            var proxy = Create<IGlaseClient, ClientHook>();
            ((ClientHook)proxy)._client = (IGlaseClient)registered.ImplementationFactory(provider);
            ((ClientHook)proxy)._hook = hook;
            return proxy;
        });
    }

    protected override object Invoke(MethodInfo targetMethod, object[] args)
    {
        var answer = targetMethod.Invoke(_client, args);
        return answer is Task<SendInvoiceResponse> sent ? BeforeAsync(sent) : answer;
    }

    private async Task<SendInvoiceResponse> BeforeAsync(Task<SendInvoiceResponse> sent)
    {
        var answer = await sent;
        await _hook.RunAsync();
        return answer;
    }

    public sealed class Hook
    {
        /// <summary>
        /// What happens once; null for nothing.
        /// </summary>
        public Func<Task> Act { get; set; }

        internal Task RunAsync()
        {
            var act = Act;
            Act = null;
            return act?.Invoke() ?? Task.CompletedTask;
        }
    }
}
