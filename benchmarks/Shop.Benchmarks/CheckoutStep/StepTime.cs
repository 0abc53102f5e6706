namespace Shop.Benchmarks.CheckoutStep;

/// <summary>
/// How long one rendering of the payment step took.
/// </summary>
/// <param name="Milliseconds">From calling the plugin's component to the end of its view</param>
/// <param name="GlaseMilliseconds">What of that the calls to Glase took, on the network and there</param>
/// <param name="CpuMilliseconds">Processor time of the whole process meanwhile, which other programs do not disturb</param>
/// <param name="CompiledMethods">How many methods the process compiled meanwhile</param>
/// <param name="StartedOnUtc">When it began (UTC)</param>
internal sealed record StepTime(double Milliseconds, double GlaseMilliseconds, double CpuMilliseconds, int CompiledMethods,
    DateTime StartedOnUtc);
