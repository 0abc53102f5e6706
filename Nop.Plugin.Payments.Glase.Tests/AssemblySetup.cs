using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

[assembly: CategoryByFolder]
[assembly: Parallelizable(ParallelScope.All)]
[assembly: FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[assembly: LevelOfParallelism(5)]
