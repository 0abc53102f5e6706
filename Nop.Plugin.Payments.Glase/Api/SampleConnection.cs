using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Nop.Plugin.Payments.Glase.Api.Wire;

namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// A connection in memory: takes each call for done, and answers over HTTP as Glase would.
/// </summary>
internal sealed class SampleConnection : Stream
{
    private const string Fields = "<ersReference>0</ersReference><resultCode>0</resultCode>" +
        "<invoiceQRCode>HTTP://SEQR.SE/R0000000000</invoiceQRCode><invoiceReference>0000000000</invoiceReference><status>PAID</status>" +
        "<receipt><invoice><totalAmount><currency>EUR</currency><value>1</value></totalAmount></invoice></receipt><version>1</version>";

    private readonly StringBuilder _request = new();
    private readonly ConcurrentQueue<byte[]> _answers = new();
    private readonly SemaphoreSlim _available = new(0);
    private ReadOnlyMemory<byte> _answer;

    /// <inheritdoc />
    public override bool CanRead => true;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => true;

    /// <inheritdoc />
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc />
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _request.Append(Encoding.UTF8.GetString(buffer));
        var text = _request.ToString();
        if (!text.TrimEnd().EndsWith("Envelope>", StringComparison.Ordinal))
            return;

        _request.Clear();
        _answers.Enqueue(AnswerTo(text));
        _available.Release();
    }

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc />
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_answer.IsEmpty)
        {
            await _available.WaitAsync(cancellationToken);
            // An answer takes its time: what waits for it is compiled too.
            await Task.Yield();
            if (!_answers.TryDequeue(out var answer))
                return 0;
            _answer = answer;
        }

        var read = Math.Min(buffer.Length, _answer.Length);
        _answer[..read].CopyTo(buffer);
        _answer = _answer[read..];
        return read;
    }

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void Flush()
    {
    }

    /// <inheritdoc />
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        // Who waits for another answer reads the end.
        if (disposing)
            _available.Release();
        base.Dispose(disposing);
    }

    private static byte[] AnswerTo(string request)
    {
        var operation = Enum.GetValues<GlaseOperation>().Select(each => each.WireName())
            .First(name => request.Contains($":{name} ", StringComparison.Ordinal));
        var body = $"<S:Envelope xmlns:S=\"{GlaseNamespaces.Soap}\"><S:Body><e:{operation}Response xmlns:e=\"{GlaseNamespaces.Merchant}\">" +
            $"<return>{Fields}</return></e:{operation}Response></S:Body></S:Envelope>";
        return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"HTTP/1.1 200 OK\r\nContent-Type: text/xml;charset=utf-8\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
    }
}
