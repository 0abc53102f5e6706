using System.Net;
using System.Text.RegularExpressions;
using Nop.Core.Domain.Messages;
using Nop.Core.Domain.Orders;
using Nop.Core.Events;
using Nop.Core.Domain.Vendors;
using Nop.Data;
using Nop.Services.Localization;
using Nop.Services.Messages;
using Sandbox.Hosting;

namespace Sandbox.Services.Messages;

/// <summary>Sends no mail; says on the console what it would have sent, and queues what has a template.</summary>
internal sealed partial class WorkflowMessageService : IWorkflowMessageService
{
    private static int _queued;

    private readonly ShopConsole _console;
    private readonly IEventPublisher _events;
    private readonly ILocalizationService _localization;
    private readonly IRepository<QueuedEmail> _queue;
    private readonly TimeProvider _time;

    public WorkflowMessageService(
        ShopConsole console, IEventPublisher events, ILocalizationService localization, IRepository<QueuedEmail> queue, TimeProvider time)
    {
        _localization = localization;
        _queue = queue;
        _time = time;
        _console = console;
        _events = events;
    }

    public Task<IList<int>> SendOrderPlacedVendorNotificationAsync(Order order, Vendor vendor, int languageId) =>
        SendAsync($"vendor {vendor.Name}", order, "placed");

    public Task<IList<int>> SendOrderPlacedStoreOwnerNotificationAsync(Order order, int languageId) =>
        SendAsync("store owner", order, "placed");

    public Task<IList<int>> SendOrderPlacedAffiliateNotificationAsync(Order order, int languageId) =>
        SendAsync("affiliate", order, "placed");

    public Task<IList<int>> SendOrderPaidCustomerNotificationAsync(
        Order order, int languageId, string attachmentFilePath = null, string attachmentFileName = null) =>
        SendAsync("customer", order, "paid");

    public Task<IList<int>> SendOrderPlacedCustomerNotificationAsync(
        Order order, int languageId, string attachmentFilePath = null, string attachmentFileName = null) =>
        SendAsync("customer", order, "placed");

    public async Task<int> SendNotificationAsync(
        MessageTemplate messageTemplate, EmailAccount emailAccount, int languageId, IList<Token> tokens, string toEmailAddress,
        string toName, string attachmentFilePath = null, string attachmentFileName = null, string replyToEmailAddress = null,
        string replyToName = null, string fromEmail = null, string fromName = null, string subject = null,
        bool ignoreDelayBeforeSend = false)
    {
        subject ??= await _localization.GetLocalizedAsync(messageTemplate, template => template.Subject, languageId);
        var body = await _localization.GetLocalizedAsync(messageTemplate, template => template.Body, languageId);
        var email = new QueuedEmail
        {
            From = fromEmail ?? emailAccount.Email,
            FromName = fromName ?? emailAccount.DisplayName,
            To = toEmailAddress,
            ToName = toName,
            Subject = Replace(subject, tokens, false),
            Body = Replace(body, tokens, true),
            CreatedOnUtc = _time.GetUtcNow().UtcDateTime,
            EmailAccountId = emailAccount.Id
        };
        await _queue.InsertAsync(email);
        _console.Say($"mail to {email.To}: {email.Subject}");
        _console.Say($"  {email.Body.ReplaceLineEndings(" ")}");
        return email.Id;
    }

    // As in nopCommerce, a name that is no token stays as it is.
    private static string Replace(string template, IList<Token> tokens, bool htmlEncode)
    {
        return TokenName().Replace(template ?? "", name =>
        {
            if (tokens.FirstOrDefault(token => token.Key.Equals(name.Groups[1].Value, StringComparison.OrdinalIgnoreCase)) is not { } token)
                return name.Value;
            var value = token.Value?.ToString() ?? "";
            return htmlEncode && !token.NeverHtmlEncoded ? WebUtility.HtmlEncode(value) : value;
        });
    }

    [GeneratedRegex("%([A-Za-z.()]+)%")]
    private static partial Regex TokenName();

    private async Task<IList<int>> SendAsync(string recipient, Order order, string what)
    {
        var tokens = new List<Token>();
        await _events.PublishAsync(new EntityTokensAddedEvent<Order>(order, tokens));
        _console.Say($"mail to the {recipient}: order {order.CustomOrderNumber} {what}");
        foreach (var token in tokens.Where(token => !string.IsNullOrEmpty(token.Value?.ToString())))
            _console.Say($"  %{token.Key}%: {token.Value}");
        return [Interlocked.Increment(ref _queued)];
    }
}
