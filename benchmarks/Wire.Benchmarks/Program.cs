using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Shop.Benchmarks.Common;
using Wire.Benchmarks;

if (args is [LeanGlase.Name])
{
    await LeanGlase.RunAsync();
    return;
}

if (args is ["side-by-side"])
{
    await SideBySide.RunAsync();
    return;
}

// In this process, because the tool's own way builds a project for each benchmark: the plugin runs on a newer runtime than it is
// built for, and on what the benchmarks bring.
var config = DefaultConfig.Instance
    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
    .AddDiagnoser(MemoryDiagnoser.Default);
BenchmarkSwitcher.FromAssembly(typeof(WholeCall).Assembly).Run(args.Length == 0 ? ["--filter", "*", "--join"] : args, config);
