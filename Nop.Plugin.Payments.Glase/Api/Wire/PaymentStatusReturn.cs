namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// What getPaymentStatus answers.
/// </summary>
internal sealed class PaymentStatusReturn : WireReturn
{
    private const int LongestWord = 64;

    private string _status;
    private string _version;
    private PaymentReceipt _receipt;
    private List<CustomerToken> _customerTokens;

    /// <exception cref="UnreadableResponseException">What it says cannot be relied on</exception>
    public PaymentStatusResponse ToResponse(int askedVersion, string clientReference)
    {
        if (string.IsNullOrEmpty(_status))
            throw new UnreadableResponseException("it has no status");

        return new()
        {
            Status = WireEnums.ToStatus(_status),
            RawStatus = WireText.Clean(_status, LongestWord),
            Version = string.IsNullOrEmpty(_version) ? askedVersion : WireNumber.ReadInt(_version, "version"),
            ErsReference = string.IsNullOrEmpty(ErsReference) ? null : ErsReference,
            Receipt = _receipt,
            CustomerTokens = _customerTokens ?? [],
            ClientReference = clientReference
        };
    }

    protected override bool TryReadField(ResponseReader reader)
    {
        if (reader.IsAt("status"))
            _status = reader.Text(_status);
        else if (reader.IsAt("version"))
            _version = reader.Text(_version);
        else if (reader.IsAt("receipt"))
            _receipt = _receipt is null ? WireReceipt.Read(reader) : throw new UnreadableResponseException("it has two receipts");
        else if (reader.IsAt("customerTokens"))
            _customerTokens = WireCustomerToken.ReadAll(reader);
        else
            return false;

        return true;
    }
}
