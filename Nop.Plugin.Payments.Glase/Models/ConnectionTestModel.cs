namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// What a test of the connection found out.
/// </summary>
public record ConnectionTestModel
{
    /// <summary>
    /// Gets the findings, in the order to read them.
    /// </summary>
    public IList<Finding> Findings { get; } = [];

    /// <summary>
    /// How something was found.
    /// </summary>
    public enum Outcome
    {
        /// <summary>It works</summary>
        Works,

        /// <summary>It does not work, and the settings have to be corrected</summary>
        Fails,

        /// <summary>It could not be found out</summary>
        NotKnown
    }

    /// <summary>
    /// One finding.
    /// </summary>
    /// <param name="Outcome">How it was found</param>
    /// <param name="Word">The outcome in a word or two</param>
    /// <param name="Text">What, and what to do about it, in words</param>
    public record Finding(Outcome Outcome, string Word, string Text);
}
