using Glase.Simulator.Control;
using Glase.Simulator.Rules;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Tests.Model;

/// <summary>
/// What must be so when everything has come to rest: the books of the shop and of Glase agree.
/// </summary>
internal sealed class MoneyRules
{
    private const string Captured = "Order has been captured";
    /// <summary>
    /// The note of an administrator who is about to mark an order as paid.
    /// </summary>
    public const string MarkedByAdministrator = "The money came in another way.";

    private const string Placed = "Order placed";

    private readonly List<string> _broken = [];
    private readonly List<InvoiceSnapshot> _atGlase;
    private readonly IList<GlaseInvoice> _invoices;
    private readonly IList<GlaseRefund> _refunds;
    private readonly IList<Order> _orders;
    private readonly IList<OrderNote> _notes;
    private readonly IList<GlaseOrderCancellation> _cancellations;
    private readonly ModelWorld _world;
    private readonly Story _story;

    private MoneyRules(ModelWorld world, Story story)
    {
        _story = story;
        _world = world;
        _atGlase = world.AtGlase();
        _invoices = world.All<GlaseInvoice>();
        _refunds = world.All<GlaseRefund>();
        _orders = world.All<Order>();
        _notes = world.All<OrderNote>();
        _cancellations = world.All<GlaseOrderCancellation>();
    }

    /// <summary>
    /// What is not as it must be.
    /// </summary>
    public static IReadOnlyList<string> Broken(ModelWorld world, Story story)
    {
        var rules = new MoneyRules(world, story);
        foreach (var payment in rules._atGlase)
            rules.CheckPayment(payment);
        foreach (var order in rules._orders)
            rules.CheckOrder(order);
        foreach (var invoice in rules._invoices)
            rules.CheckInvoice(invoice);
        return rules._broken;
    }

    /// <summary>
    /// The codes that guests had before they logged in and that can still be paid, although their carts have moved without them.
    /// </summary>
    public static IEnumerable<string> CodesLeftByGuests(ModelWorld world)
    {
        var payable = world.AtGlase().Where(code => code.Status == InvoiceStatus.Issued).Select(code => code.Reference).ToHashSet();
        return world.All<GlaseInvoice>()
            .Where(invoice => invoice.OrderId is null && world.LoggedInGuestIds.Contains(invoice.CustomerId))
            .Where(invoice => payable.Contains(invoice.InvoiceReference))
            .Select(invoice => $"invoice {invoice.Id} can still be paid, although its cart has moved into an account without it");
    }

    private static bool IsPaid(Order order)
    {
        return order.PaymentStatus is PaymentStatus.Paid or PaymentStatus.PartiallyRefunded or PaymentStatus.Refunded;
    }

    private static bool IsOfPayment(string note)
    {
        return note.StartsWith("Glase:", StringComparison.Ordinal)
            && note.Contains(" paid, reference ", StringComparison.Ordinal);
    }

    private void CheckPayment(InvoiceSnapshot payment)
    {
        // Nobody has the code of an invoice whose answer was lost.
        var invoice = _invoices.SingleOrDefault(invoice => invoice.InvoiceReference == payment.Reference);
        if (invoice is not null && !InvoiceStatus.IsFinal(payment.Status))
            Say($"Glase's {payment.Reference} is {payment.Status} for ever: it can still be paid");
        if (payment.Status != InvoiceStatus.Paid)
            return;

        var what = $"payment {payment.ErsReference} ({payment.Amount}, invoice {invoice?.Id})";
        if (invoice is null)
        {
            Say($"{what} is of an invoice the shop does not know");
            return;
        }

        var givenBack = payment.Refunds.Sum(refund => refund.Amount.Value);
        CheckRefunds(payment, invoice, what);
        var orders = _orders.Where(order => IsPaid(order) && order.CaptureTransactionId == payment.ErsReference).ToList();
        if (orders.Count > 1)
            Say($"{what} pays {orders.Count} orders");
        if (orders.Count == 0 && _story.LeavesCartAlone)
            Say($"{what} pays no order, although nothing stood in the way: {invoice.Status}, {invoice.LastError}");
        if (orders.Count == 0 && givenBack != payment.Amount.Value)
            Say($"{what} pays no order, but {givenBack} of it were refunded: {invoice.Status}, {invoice.LastError}");
        foreach (var order in orders)
            CheckPaidOrder(order, payment, invoice, givenBack, what);
        // A receipt may be handed in twice, when an answer was lost.
        if (orders.Count > 0 && (payment.Receipts.Count == 0 || invoice.ReceiptSubmittedOnUtc is null))
            Say($"{what}: Glase has {payment.Receipts.Count} receipts of it, {invoice.ReceiptError}");
    }

    private void CheckRefunds(InvoiceSnapshot payment, GlaseInvoice invoice, string what)
    {
        var atGlase = payment.Refunds.Select(refund => (refund.ErsReference, refund.Amount.Value)).Order().ToList();
        var recorded = _refunds
            .Where(refund => refund.InvoiceId == invoice.Id && refund.Status == GlaseRefundStatus.Succeeded)
            .Select(refund => (refund.ErsReference, refund.Amount))
            .Order()
            .ToList();
        if (!atGlase.SequenceEqual(recorded))
            Say($"{what}: Glase refunded {Text(atGlase)}, recorded are {Text(recorded)}");
    }

    private void CheckPaidOrder(Order order, InvoiceSnapshot payment, GlaseInvoice invoice, decimal givenBack, string what)
    {
        if (order.CustomerId != invoice.CustomerId)
            Say($"{what} is of customer {invoice.CustomerId}, but order {order.Id} is of customer {order.CustomerId}");
        // An administrator may lower it afterwards.
        if (order.OrderTotal > payment.Amount.Value)
            Say($"{what} pays order {order.Id}, which comes to {order.OrderTotal}");
        var onOrder = Math.Min(order.OrderTotal, _refunds
            .Where(refund => refund.InvoiceId == invoice.Id && refund.Status == GlaseRefundStatus.Succeeded)
            .Sum(refund => refund.OrderAmount ?? refund.Amount));
        if (order.RefundedAmount != onOrder || onOrder > givenBack)
            Say($"{what}: {givenBack} were refunded, {onOrder} for the order, but order {order.Id} says {order.RefundedAmount}");

        var status = onOrder == 0 ? PaymentStatus.Paid
            : onOrder == order.OrderTotal ? PaymentStatus.Refunded
            : PaymentStatus.PartiallyRefunded;
        if (order.PaymentStatus != status)
            Say($"{what}: order {order.Id} is {order.PaymentStatus} instead of {status}");
    }

    private void CheckOrder(Order order)
    {
        var isOurs = order.PaymentMethodSystemName == GlaseDefaults.SystemName;
        // What has no reference of Glase was marked by an administrator.
        var isMarked = order is { CaptureTransactionId: null, RefundedAmount: 0 };
        if (IsPaid(order) && !isMarked && !_atGlase.Any(payment => payment.Status == InvoiceStatus.Paid
            && payment.ErsReference == order.CaptureTransactionId && isOurs))
            Say($"order {order.Id} is {order.PaymentStatus}, but nobody paid it (reference {order.CaptureTransactionId})");

        var notes = _notes.Where(note => note.OrderId == order.Id).Select(note => note.Note).ToList();
        if (_world.PaidEvents(order.Id) > 1)
            Say($"order {order.Id} was paid {_world.PaidEvents(order.Id)} times");
        // A process that died in the middle of what cannot be repeated says so. What an administrator's process leaves when it dies,
        // while it marks an order as paid or captures, is nopCommerce's.
        var isInterrupted = notes.Any(note => note.Contains("interrupted", StringComparison.Ordinal)
            || note == MarkedByAdministrator) || order.AuthorizationTransactionId is not null;
        if (isOurs && IsPaid(order) && !isInterrupted && _world.PaidEvents(order.Id) == 0 && !notes.Contains(Captured))
            Say($"order {order.Id} is paid, and nobody was told");
        if (isOurs && IsPaid(order) && !isInterrupted && notes.Count(note => note == Placed) != 1)
            Say($"order {order.Id} has {notes.Count(note => note == Placed)} notes that it was placed");
        var received = notes.Count(IsOfPayment);
        if (received > 1 || received == 0 && IsPaid(order) && !isMarked && !notes.Contains(Captured))
            Say($"order {order.Id} has {received} notes of its payment");
        if (notes.Count(note => note.Contains("nobody paid in time", StringComparison.Ordinal)) > 1)
            Say($"order {order.Id} was cancelled more than once");
        var isReopened = _cancellations.Any(one => one.OrderId == order.Id && one.DoneOnUtc is not null);
        if (isOurs && !isReopened && order is { PaymentStatus: PaymentStatus.Pending, OrderStatus: not OrderStatus.Cancelled })
            Say($"order {order.Id} is pending for ever");
    }

    private void CheckInvoice(GlaseInvoice invoice)
    {
        if (invoice.IsOpen)
            Say($"invoice {invoice.Id} is {invoice.Status} for ever");
        if (invoice.Status == GlaseInvoiceStatus.Paid && invoice.SettledOnUtc is null)
            Say($"invoice {invoice.Id} is paid but not settled: {invoice.LastError}");
    }

    private void Say(string what) => _broken.Add(what);

    private static string Text(IEnumerable<(string Reference, decimal Amount)> refunds)
    {
        return "[" + string.Join(", ", refunds.Select(refund => $"{refund.Amount} as {refund.Reference}")) + "]";
    }
}
