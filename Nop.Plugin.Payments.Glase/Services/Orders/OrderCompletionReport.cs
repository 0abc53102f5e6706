namespace Nop.Plugin.Payments.Glase.Services.Orders;

/// <summary>
/// What nopCommerce left undone of an order that it saved only in part.
/// </summary>
public sealed class OrderCompletionReport
{
    private readonly List<string> _done = [];
    private readonly List<string> _toDo = [];

    /// <summary>
    /// Gets what the plugin has completed, in words for the store owner.
    /// </summary>
    public IReadOnlyList<string> Completed => _done;

    /// <summary>
    /// Gets what only a person can complete or check, in words for the store owner.
    /// </summary>
    public IReadOnlyList<string> ManualSteps => _toDo;

    /// <summary>
    /// Adds what was completed.
    /// </summary>
    public void AddCompleted(string what)
    {
        _done.Add(what);
    }

    /// <summary>
    /// Adds what a person has to complete or check: a whole sentence.
    /// </summary>
    public void AddManualStep(string what)
    {
        _toDo.Add(what);
    }
}
