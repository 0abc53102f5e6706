using Glase.Simulator;

var configuration = new ConfigurationBuilder().AddCommandLine(args).Build();
var options = new SimulatorOptions
{
    Urls = configuration["urls"] ?? "http://localhost:5055",
    Log = line => Console.WriteLine($"{TimeProvider.System.GetLocalNow():HH:mm:ss.fff}  {line}")
};

using var stopping = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stopping.Cancel();
};

await using var simulator = await GlaseSimulator.StartAsync(options);
Console.WriteLine($"""
    Glase simulator
      phones      {simulator.BaseUri}
      SOAP        {simulator.ServiceUri}
      control     {new Uri(simulator.BaseUri, "control")}
      terminal    {options.TerminalId}, password {options.Password}
      shop        {options.ResellerId} (user {options.ResellerUserId}), password {options.ResellerPassword}
    Ctrl-C stops it; nothing is kept.
    """);
await Task.Delay(Timeout.Infinite, stopping.Token).ContinueWith(_ => { }, TaskScheduler.Default);
