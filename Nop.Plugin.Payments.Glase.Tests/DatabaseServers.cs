using Nop.Plugin.Payments.Glase.Tests.Databases;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests;

/// <summary>
/// Ends the database servers with the run that started them.
/// </summary>
[SetUpFixture]
public sealed class DatabaseServers
{
    [OneTimeTearDown]
    public static void Stop() => DatabaseServer.StopAll();
}
