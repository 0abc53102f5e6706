namespace Sandbox.Data;

/// <summary>
/// Lets statements run at once instead of giving the thread back, for tests that play what happens at once a step at a time: a
/// statement is one step then, on every database.
/// </summary>
internal static class BlockingStatements
{
    /// <summary>Whether they do on this flow of execution.</summary>
    public static bool AreOn
    {
        get => AsyncIQueryableExtensions.Blocks;
        set => AsyncIQueryableExtensions.Blocks = value;
    }
}
