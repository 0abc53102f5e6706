using Glase.Simulator.Control;

namespace Glase.Simulator.Rules;

public enum NotificationMode
{
    On,
    Off
}

/// <summary>A POST to a notificationUrl and what came back.</summary>
public sealed class NotificationRecord(string invoiceReference, string url, DateTimeOffset sentAt)
{
    public string InvoiceReference { get; } = invoiceReference;

    public string Url { get; } = url;

    public DateTimeOffset SentAt { get; } = sentAt;

    public DateTimeOffset? AnsweredAt { get; internal set; }

    /// <summary>Null: no answer (yet), see <see cref="Error"/>.</summary>
    public int? StatusCode { get; internal set; }

    public string Error { get; internal set; }
}

/// <summary>
/// Posts the invoice's reference to the shop, once and without waiting, as Glase does: unauthenticated, never tried again,
/// from a client that looks like a library and not like a browser.
/// </summary>
internal sealed class Notifier(SimulatorLog log, TimeProvider time) : IDisposable
{
    private const int Limit = 10_000;
    private readonly RecentList<NotificationRecord> _sent = new(Limit);
    private readonly CancellationTokenSource _stopping = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
    {
        Timeout = TimeSpan.FromSeconds(30)
    };

    public NotificationMode Mode { get; set; }

    /// <summary>Real time between the payment and its notification.</summary>
    public TimeSpan Delay { get; set; }

    public IReadOnlyList<NotificationRecord> Sent => _sent.ToList();

    public void Notify(string reference, string url)
    {
        if (url != null && Mode == NotificationMode.On)
            _ = Task.Run(() => SendAsync(reference, url));
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _http.Dispose();
        _stopping.Dispose();
    }

    public async Task<NotificationRecord> SendAsync(string reference, string url)
    {
        var record = new NotificationRecord(reference, url, time.GetUtcNow());
        try
        {
            if (Delay > TimeSpan.Zero)
                await Task.Delay(Delay, _stopping.Token);
            _sent.Add(record);
            using var request = new HttpRequestMessage(HttpMethod.Post, url);
            request.Headers.UserAgent.ParseAdd("Java/1.8.0_202");
            request.Content = new FormUrlEncodedContent([new("invoiceReference", reference)]);
            using var response = await _http.SendAsync(request, _stopping.Token);
            record.StatusCode = (int)response.StatusCode;
        }
        catch (Exception exception)
            when (exception is HttpRequestException or OperationCanceledException or ObjectDisposedException)
        {
            record.Error = exception.Message;
        }

        record.AnsweredAt = time.GetUtcNow();
        log.Write($"notification of {reference} → " + (record.Error ?? $"HTTP {record.StatusCode}"));
        return record;
    }
}
