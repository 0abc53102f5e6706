namespace Nop.Plugin.Payments.Glase.Services.Settling;

/// <summary>
/// What nopCommerce left undone of an order that it saved only in part.
/// </summary>
public sealed class OrderRemainder
{
    private readonly List<string> _done = [];
    private readonly List<string> _toDo = [];

    /// <summary>
    /// Gets what the plugin has completed, in words for the store owner.
    /// </summary>
    public IReadOnlyList<string> Done => _done;

    /// <summary>
    /// Gets what only a person can complete or check, in words for the store owner.
    /// </summary>
    public IReadOnlyList<string> ToDo => _toDo;

    /// <summary>
    /// Adds what was completed.
    /// </summary>
    public void AddDone(string what)
    {
        _done.Add(what);
    }

    /// <summary>
    /// Adds what a person has to complete or check: a whole sentence.
    /// </summary>
    public void AddToDo(string what)
    {
        _toDo.Add(what);
    }
}
