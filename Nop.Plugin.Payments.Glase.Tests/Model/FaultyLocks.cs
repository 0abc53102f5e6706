using Nop.Plugin.Payments.Glase.Domain;
using Sandbox.Data;

namespace Nop.Plugin.Payments.Glase.Tests.Model;

/// <summary>
/// A table of locks that sometimes lets in each caller, although another holds the lock: as a distributed lock does when its
/// server was replaced, or when a node was paused for longer than its lease.
/// </summary>
internal sealed class FaultyLocks : SteppedRepository<GlaseLock>
{
    private readonly ModelProcess _process;
    private readonly LockFaults _lockFaults;

    public FaultyLocks(EntityRepository<GlaseLock> inner, ModelProcess process, LockFaults lockFaults)
        : base(inner, process)
    {
        _process = process;
        _lockFaults = lockFaults;
    }

    public override async Task InsertAsync(GlaseLock entity, bool publishEvent = true)
    {
        if (_lockFaults.IsNextFaulty())
            await _process.StepAsync("lie about GlaseLock");
        else
            await base.InsertAsync(entity, publishEvent);
    }

    /// <summary>
    /// Which of the answers are lies.
    /// </summary>
    internal sealed class LockFaults
    {
        private Random _random = new(0);
        private double _share;

        /// <summary>
        /// From now on this share of all answers are lies.
        /// </summary>
        public void Configure(double share, int chance)
        {
            _share = share;
            _random = new Random(chance);
        }

        public bool IsNextFaulty() => _random.NextDouble() < _share;
    }
}
