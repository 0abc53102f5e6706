using Nop.Plugin.Payments.Glase.Domain;
using Sandbox.Data;

namespace Nop.Plugin.Payments.Glase.Tests.Model;

/// <summary>
/// A table of locks that sometimes lets in whoever asks, whoever else is there: as a distributed lock does when its server was
/// exchanged, or a node that stood still for longer than its lock held.
/// </summary>
internal sealed class LyingLocks : SteppedRepository<GlaseLock>
{
    private readonly ModelProcess _process;
    private readonly Lies _lies;

    public LyingLocks(EntityRepository<GlaseLock> inner, ModelProcess process, Lies lies)
        : base(inner, process)
    {
        _process = process;
        _lies = lies;
    }

    public override async Task InsertAsync(GlaseLock entity, bool publishEvent = true)
    {
        if (_lies.IsNext())
            await _process.StepAsync("lie about GlaseLock");
        else
            await base.InsertAsync(entity, publishEvent);
    }

    /// <summary>
    /// Which of the answers are lies.
    /// </summary>
    internal sealed class Lies
    {
        private Random _random = new(0);
        private double _share;

        /// <summary>
        /// From now on this share of all answers are lies.
        /// </summary>
        public void Tell(double share, int chance)
        {
            _share = share;
            _random = new Random(chance);
        }

        public bool IsNext() => _random.NextDouble() < _share;
    }
}
