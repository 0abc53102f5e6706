using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Shop.Benchmarks.Common;
using Wire.Benchmarks;

if (args is [MinimalGlaseServer.Name])
{
    await MinimalGlaseServer.RunAsync();
    return;
}

if (args is ["side-by-side"])
{
    await Comparison.RunAsync();
    return;
}

// In this process, because the tool's own way builds a project for each benchmark: the plugin runs on a newer runtime than it is
// built for, and on what the benchmarks bring.
var config = DefaultConfig.Instance
    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
    .AddDiagnoser(MemoryDiagnoser.Default);
BenchmarkSwitcher.FromAssembly(typeof(RoundTrip).Assembly).Run(args.Length == 0 ? ["--filter", "*", "--join"] : args, config);
