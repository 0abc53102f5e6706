using System.Net;
using Glase.Simulator.Control;
using Glase.Simulator.Faults;
using Glase.Simulator.Phone;
using Glase.Simulator.Reports;
using Glase.Simulator.Rules;
using Glase.Simulator.Wire;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using SoapCore;
using SoapCore.Extensibility;

namespace Glase.Simulator;

/// <summary>Puts a simulator's web server together.</summary>
internal static class SimulatorHost
{
    public static WebApplication Build(SimulatorOptions options)
    {
        // Empty: the environment and the settings files are those of the process it runs in, not the simulator's.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "Glase.Simulator" });
        Listen(builder.WebHost, options);
        AddServices(builder.Services, options);
        var app = builder.Build();
        app.Use(TellFailuresAsync);
        app.MapWhen(context => context.Request.Path.Equals(GlaseWire.ServicePath, StringComparison.Ordinal), UseSoap);
        app.UseRouting();
        PhoneRoutes.Map(app);
        ControlRoutes.Map(app);
        return app;
    }

    public static Uri AddressOf(WebApplication app)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>().Addresses;
        return new Uri(addresses.First().Replace("0.0.0.0", "localhost", StringComparison.Ordinal)
            .Replace("[::]", "localhost", StringComparison.Ordinal));
    }

    private static void Listen(ConfigureWebHostBuilder host, SimulatorOptions options)
    {
        if (options.Urls != null)
            host.UseUrls(options.Urls);
        host.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            if (options.Urls == null)
                kestrel.Listen(IPAddress.Loopback, options.Port);
        });
    }

    private static void AddServices(IServiceCollection services, SimulatorOptions options)
    {
        services.AddRoutingCore();
        services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        services.AddSingleton(options);
        services.AddSingleton(options.TimeProvider);
        services.AddSingleton<SimulatorLog>();
        services.AddSingleton<InvoiceRegister>();
        services.AddSingleton<ReferenceGenerator>();
        services.AddSingleton<Access>();
        services.AddSingleton<ContextCheck>();
        services.AddSingleton<ViolationLog>();
        services.AddSingleton<Notifier>();
        services.AddSingleton<PaymentCompletion>();
        services.AddSingleton<PaidAnswerOverrides>();
        services.AddSingleton<InvoiceOperations>();
        services.AddSingleton<PaymentOperations>();
        services.AddSingleton<PayerActions>();
        services.AddSingleton<PhoneEndpoints>();
        services.AddSingleton<TransactionFinder>();
        services.AddSingleton<ReportOperations>();
        services.AddSingleton<FaultPlan>();
        services.AddSingleton<CallLog>();
        if (options.StateFile != null)
            services.AddHostedService<StateKeeper>();
        services.AddScoped<CurrentCall>();
        services.AddScoped<IGlaseService, GlaseService>();
        services.AddSingleton<IOperationInvoker, GlaseInvoker>();
        services.AddSoapCore();
        services.ConfigureHttpJsonOptions(json => ControlJson.Configure(json.SerializerOptions));
    }

    /// <summary>A mistake of the simulator's own must not look like a fault that was asked for.</summary>
    private static async Task TellFailuresAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception exception)
        {
            context.RequestServices.GetRequiredService<SimulatorLog>().Write($"The simulator failed: {exception}");
            throw;
        }
    }

    private static void UseSoap(IApplicationBuilder soap)
    {
        soap.UseMiddleware<SoapMiddleware>();
        soap.UseMiddleware<FaultMiddleware>();
        soap.UseSoapEndpoint<IGlaseService>(endpoint =>
        {
            endpoint.Path = GlaseWire.ServicePath;
            endpoint.SoapSerializer = SoapSerializer.XmlSerializer;
            endpoint.IndentXml = false;
            endpoint.AdditionalEnvelopeXmlnsAttributes = new Dictionary<string, string> { ["ns2"] = GlaseWire.Namespace };
        });
    }

    /// <summary>Leaves Ctrl-C to the process that the simulator runs in.</summary>
    private sealed class EmbeddedLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
