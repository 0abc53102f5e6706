using System.Diagnostics;
using System.Runtime;

namespace Shop.Benchmarks.Common;

/// <summary>
/// What a process holds.
/// </summary>
/// <param name="HeapBytes">What is alive on the managed heap, after a full collection</param>
/// <param name="ResidentBytes">What it holds of the machine's memory</param>
internal sealed record Usage(long HeapBytes, long ResidentBytes)
{
    public static Usage Now()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        using var process = Process.GetCurrentProcess();
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        process.Refresh();
        return new Usage(heap, process.WorkingSet64);
    }
}
