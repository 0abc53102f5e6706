using System.Runtime.InteropServices;
using Glase.Simulator;

var configuration = new ConfigurationBuilder().AddCommandLine(args).Build();
var options = new SimulatorOptions
{
    Urls = configuration["urls"] ?? "http://localhost:5055",
    Log = line => Console.WriteLine($"{TimeProvider.System.GetLocalNow():HH:mm:ss.fff}  {line}")
};

var stopping = new TaskCompletionSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

GlaseSimulator simulator;
try
{
    simulator = await GlaseSimulator.StartAsync(options);
}
catch (IOException exception)
{
    Console.Error.WriteLine($"{exception.Message} Name another one with --urls.");
    return 1;
}

Console.WriteLine($"""
    Glase simulator
      phones      {simulator.BaseUri}
      SOAP        {simulator.ServiceUri}
      control     {new Uri(simulator.BaseUri, "control")}
      terminal    {options.TerminalId}, password {options.Password}
      shop        {options.ResellerId} (user {options.ResellerUserId}), password {options.ResellerPassword}
    Ctrl-C stops it; nothing is kept.
    """);
await stopping.Task;
await simulator.DisposeAsync();
return 0;

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stopping.TrySetResult();
}
