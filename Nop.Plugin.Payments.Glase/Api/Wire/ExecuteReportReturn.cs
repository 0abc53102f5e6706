namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// What executeReport answers.
/// </summary>
internal sealed class ExecuteReportReturn : WireReturn
{
    private Report _report;

    /// <exception cref="UnreadableAnswerException">There is none</exception>
    public Report ToReport() => _report ?? throw new UnreadableAnswerException("it has no report");

    protected override bool TryReadField(AnswerReader reader)
    {
        if (!reader.IsAt("report"))
            return false;

        _report = WireReport.Read(reader);
        return true;
    }
}
