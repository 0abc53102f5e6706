using System.Text;
using Microsoft.AspNetCore.Http;
using Nop.Plugin.Payments.Glase.Services.Live;

namespace Nop.Plugin.Payments.Glase.Controllers;

/// <summary>
/// One browser's event stream: writes what its payment's watch tells.
/// </summary>
/// <remarks>
/// While nothing is told, this object and the task that the request waits for are all that is kept for the stream.
/// </remarks>
internal sealed class PaymentEventStream(HttpContext context, PaymentEventDescriber describer) : IPaymentListener, IThreadPoolWorkItem
{
    // Browsers tell a page of an event only when it has data.
    private static readonly byte[] _heartbeat = "event: heartbeat\ndata: 1\n\n"u8.ToArray();
    private static readonly byte[] _unavailable = "event: unavailable\ndata: 1\n\n"u8.ToArray();

    // What is described depends on whose request it is, and in which language.
    private readonly ExecutionContext _request = ExecutionContext.Capture();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private PaymentSnapshot _next;
    private PaymentSnapshot _told;
    private bool _isWriting;
    private bool _isEnding;

    /// <summary>
    /// Gets what ends when the payment's state is final, the browser has left, or the shop stops, and nothing is being written any more.
    /// </summary>
    public Task Ended => _ended.Task;

    /// <inheritdoc />
    public void Tell(PaymentSnapshot snapshot)
    {
        lock (_ended)
        {
            if (_isEnding)
                return;
            _next = snapshot;
            if (_isWriting)
                return;
            _isWriting = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <inheritdoc />
    public void End()
    {
        lock (_ended)
        {
            _isEnding = true;
            if (_isWriting)
                return;
        }

        _ended.TrySetResult();
    }

    /// <summary>
    /// Writes what was told.
    /// </summary>
    void IThreadPoolWorkItem.Execute()
    {
        ExecutionContext.Run(_request, static stream => _ = ((PaymentEventStream)stream).WriteAsync(), this);
    }

    private async Task WriteAsync()
    {
        try
        {
            while (TryTakeNext() is { } snapshot)
            {
                var text = await DescribeAsync(snapshot);
                await context.Response.BodyWriter.WriteAsync(text, context.RequestAborted);
                if (snapshot.IsFinal)
                    End();
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The browser comes back by itself when it wants to.
            _ended.TrySetResult();
        }
        catch (Exception exception)
        {
            _ended.TrySetException(exception);
        }
    }

    // Null when there is nothing more to write for now.
    private PaymentSnapshot TryTakeNext()
    {
        lock (_ended)
        {
            var next = _next;
            _next = null;
            if (next is not null)
                return next;

            _isWriting = false;
            if (!_isEnding)
                return null;
        }

        _ended.TrySetResult();
        return null;
    }

    // What has been told already is not told again: that the connection lives is. So is that something could not be told
    // yet: a stream that stays open is what makes the shop go on asking Glase.
    private async ValueTask<byte[]> DescribeAsync(PaymentSnapshot snapshot)
    {
        if (ReferenceEquals(snapshot, _told))
            return _heartbeat;
        if (await describer.TryDescribeAsync(context, snapshot) is not { } state)
            return _unavailable;

        _told = snapshot;
        return Encoding.UTF8.GetBytes($"event: state\ndata: {state}\n\n");
    }
}
