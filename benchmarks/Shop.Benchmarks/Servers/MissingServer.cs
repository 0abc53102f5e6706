namespace Shop.Benchmarks.Servers;

/// <summary>
/// What a machine without a server's programs makes of whoever asks for the server.
/// </summary>
internal static class MissingServer
{
    /// <summary>
    /// Gets or sets what is thrown, for a reason; the tests have it end the running test.
    /// </summary>
    public static Func<string, Exception> Because { get; set; } = reason => new InvalidOperationException(reason);
}
