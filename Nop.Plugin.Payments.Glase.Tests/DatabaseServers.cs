using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests;

/// <summary>
/// Ends the database servers with the run that started them. A machine without a server's programs skips the tests and says why; with
/// GLASE_REQUIRE_PROGRAMS=1 they fail.
/// </summary>
[SetUpFixture]
public sealed class DatabaseServers
{
    [OneTimeSetUp]
    public static void Expect() => MissingServer.Because = End;

    [OneTimeTearDown]
    public static void Stop() => DatabaseServer.StopAll();

    private static Exception End(string reason)
    {
        return Environment.GetEnvironmentVariable("GLASE_REQUIRE_PROGRAMS") == "1" ? new AssertionException(reason) : new IgnoreException(reason);
    }
}
