namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// What markTransactionPeriod answers.
/// </summary>
internal sealed class MarkTransactionPeriodReturn : WireReturn
{
    public string TransactionPeriodId { get; private set; }

    protected override bool TryReadField(ResponseReader reader)
    {
        if (!reader.IsAt("transactionPeriodId"))
            return false;

        TransactionPeriodId = reader.Text(TransactionPeriodId);
        return true;
    }
}
