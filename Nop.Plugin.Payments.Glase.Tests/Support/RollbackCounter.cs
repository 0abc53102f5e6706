using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Tests.Support;

/// <summary>
/// Counts the statements that the database rolled back because of a concurrent transaction, also those that were run again: of the code that
/// the test calls, and not of the tests that run beside it.
/// </summary>
internal sealed class RollbackCounter : IDisposable
{
    private static readonly AsyncLocal<RollbackCounter> _current = new();

    // An exception that is thrown on is the same one.
    private readonly ConcurrentDictionary<Exception, bool> _rollbacks = new(ReferenceEqualityComparer.Instance);

    public RollbackCounter()
    {
        _current.Value = this;
        AppDomain.CurrentDomain.FirstChanceException += Record;
    }

    public int Count => _rollbacks.Count;

    public void Dispose()
    {
        AppDomain.CurrentDomain.FirstChanceException -= Record;
        _current.Value = null;
    }

    private void Record(object sender, FirstChanceExceptionEventArgs thrown)
    {
        if (_current.Value == this && DatabaseErrors.IsRollback(thrown.Exception))
            _rollbacks[thrown.Exception] = true;
    }
}
