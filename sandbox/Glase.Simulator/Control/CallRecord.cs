using System.Text;
using System.Text.Json.Serialization;
using Glase.Simulator.Faults;
using Glase.Simulator.Wire;

namespace Glase.Simulator.Control;

/// <summary>One call that reached the SOAP endpoint, and what became of it.</summary>
public sealed class CallRecord
{
    private ReadOnlyMemory<byte>? _request;

    internal CallRecord(RequestInspection facts, DateTimeOffset receivedAt, ReadOnlyMemory<byte> request)
    {
        Operation = facts.Operation;
        InvoiceReference = facts.InvoiceReference;
        ErsReference = facts.ErsReference;
        ClientReference = facts.ClientReference;
        ReceivedAt = receivedAt;
        _request = request;
    }

    /// <summary>Null when the request did not even name one.</summary>
    public string Operation { get; }

    public string InvoiceReference { get; internal set; }

    public string ErsReference { get; }

    public string ClientReference { get; }

    public DateTimeOffset ReceivedAt { get; }

    /// <summary>Null while the call is being answered, and when the answer was not given.</summary>
    public int? HttpStatus { get; internal set; }

    /// <summary>Null when no operation answered.</summary>
    public int? ResultCode { get; internal set; }

    public string ResultDescription { get; internal set; }

    /// <summary>The fault it suffered; null: none.</summary>
    public Fault Fault { get; internal set; }

    /// <summary>How much of a <see cref="FaultKind.Huge"/> answer went out before the caller hung up; else 0.</summary>
    public long BytesSent { get; internal set; }

    /// <summary>The request as received, password and all; null when it is too long ago.</summary>
    [JsonIgnore]
    public string Request => _request is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : null;

    [JsonIgnore]
    public string Subject => InvoiceReference ?? ErsReference;

    internal void ForgetRequest() => _request = null;
}
