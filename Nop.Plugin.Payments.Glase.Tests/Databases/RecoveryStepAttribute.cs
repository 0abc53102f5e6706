using Nop.Plugin.Payments.Glase.Services.Recovery;

namespace Nop.Plugin.Payments.Glase.Tests.Databases;

/// <summary>
/// Says that a test shows a step of the scheduled task beside itself.
/// </summary>
/// <typeparam name="TStep">The step</typeparam>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RecoveryStepAttribute<TStep> : Attribute where TStep : IRecoveryStep;
