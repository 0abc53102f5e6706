namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// What executeReport answers.
/// </summary>
internal sealed class ExecuteReportReturn : WireReturn
{
    private Report _report;

    /// <exception cref="UnreadableResponseException">There is none</exception>
    public Report ToReport() => _report ?? throw new UnreadableResponseException("it has no report");

    protected override bool TryReadField(ResponseReader reader)
    {
        if (!reader.IsAt("report"))
            return false;

        _report = WireReport.Read(reader);
        return true;
    }
}
