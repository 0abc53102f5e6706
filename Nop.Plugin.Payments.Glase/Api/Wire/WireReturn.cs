namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// What every operation answers. Numbers are kept as text, so that a missing one is not mistaken for 0, which is SUCCESS. Glase's
/// resultDescription is not read: it may repeat what was sent.
/// </summary>
internal class WireReturn
{
    public string ErsReference { get; private set; }

    public string ResultCode { get; private set; }

    /// <summary>
    /// The invoice that the answer is about; null when it names none.
    /// </summary>
    public virtual string Reference => null;

    /// <param name="reader">At the element with the answer, whose elements may come in any order, with unknown ones between them</param>
    public void Read(ResponseReader reader)
    {
        reader.Enter();
        while (reader.MoveToElement())
        {
            if (reader.IsAt("ersReference"))
                ErsReference = reader.Text(ErsReference);
            else if (reader.IsAt("resultCode"))
                ResultCode = reader.Text(ResultCode);
            else if (!TryReadField(reader))
                reader.Skip();
        }
    }

    /// <summary>
    /// Reads the element at hand if it is one that only this operation answers with.
    /// </summary>
    protected virtual bool TryReadField(ResponseReader reader) => false;
}
