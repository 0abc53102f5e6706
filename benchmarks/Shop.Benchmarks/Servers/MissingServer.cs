namespace Shop.Benchmarks.Servers;

/// <summary>
/// What happens when a server is asked for on a machine without its programs.
/// </summary>
internal static class MissingServer
{
    /// <summary>
    /// Gets or sets what is thrown, for a reason; the tests have it end the running test.
    /// </summary>
    public static Func<string, Exception> Because { get; set; } = reason => new InvalidOperationException(reason);
}
