using Glase.Simulator.Control;
using Glase.Simulator.Rules;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Tests.Model;

/// <summary>
/// What must be so when everything has come to rest: the records of the shop and of Glase agree.
/// </summary>
internal sealed class MoneyInvariants
{
    private const string Captured = "Order has been captured";
    /// <summary>
    /// The note of an administrator who is about to mark an order as paid.
    /// </summary>
    public const string MarkedByAdministrator = "The money came in another way.";

    private const string Placed = "Order placed";

    private readonly List<string> _broken = [];
    private readonly List<InvoiceSnapshot> _atGlase;
    private readonly IList<GlasePayment> _invoices;
    private readonly IList<GlaseRefund> _refunds;
    private readonly IList<Order> _orders;
    private readonly IList<OrderNote> _notes;
    private readonly IList<GlaseOrderCancellation> _cancellations;
    private readonly ModelEnvironment _environment;
    private readonly Scenario _scenario;

    private MoneyInvariants(ModelEnvironment environment, Scenario scenario)
    {
        _scenario = scenario;
        _environment = environment;
        _atGlase = environment.AtGlase();
        _invoices = environment.All<GlasePayment>();
        _refunds = environment.All<GlaseRefund>();
        _orders = environment.All<Order>();
        _notes = environment.All<OrderNote>();
        _cancellations = environment.All<GlaseOrderCancellation>();
    }

    /// <summary>
    /// What is not as it must be.
    /// </summary>
    public static IReadOnlyList<string> FindViolations(ModelEnvironment environment, Scenario scenario)
    {
        var rules = new MoneyInvariants(environment, scenario);
        foreach (var payment in rules._atGlase)
            rules.CheckPayment(payment);
        foreach (var order in rules._orders)
            rules.CheckOrder(order);
        foreach (var current in rules._invoices)
            rules.CheckInvoice(current);
        return rules._broken;
    }

    /// <summary>
    /// The codes that guests had before they logged in and that can still be paid, although their carts have moved without them.
    /// </summary>
    public static IEnumerable<string> CodesLeftByGuests(ModelEnvironment environment)
    {
        var payable = environment.AtGlase().Where(code => code.Status == InvoiceStatus.Issued).Select(code => code.Reference).ToHashSet();
        return environment.All<GlasePayment>()
            .Where(payment => payment.OrderId is null && environment.LoggedInGuestIds.Contains(payment.CustomerId))
            .Where(payment => payable.Contains(payment.InvoiceReference))
            .Select(payment => $"invoice {payment.Id} can still be paid, although its cart has moved into an account without it");
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
        var current = _invoices.SingleOrDefault(current => current.InvoiceReference == payment.Reference);
        if (current is not null && !InvoiceStatus.IsFinal(payment.Status))
            AddViolation($"Glase's {payment.Reference} is {payment.Status} for ever: it can still be paid");
        if (payment.Status != InvoiceStatus.Paid)
            return;

        var what = $"payment {payment.ErsReference} ({payment.Amount}, invoice {current?.Id})";
        if (current is null)
        {
            AddViolation($"{what} is of an invoice the shop does not know");
            return;
        }

        var givenBack = payment.Refunds.Sum(refund => refund.Amount.Value);
        CheckRefunds(payment, current, what);
        var orders = _orders.Where(order => IsPaid(order) && order.CaptureTransactionId == payment.ErsReference).ToList();
        if (orders.Count > 1)
            AddViolation($"{what} pays {orders.Count} orders");
        if (orders.Count == 0 && _scenario.LeavesCartUnchanged)
            AddViolation($"{what} pays no order, although nothing stood in the way: {current.Status}, {current.LastError}");
        if (orders.Count == 0 && givenBack != payment.Amount.Value)
            AddViolation($"{what} pays no order, but {givenBack} of it were refunded: {current.Status}, {current.LastError}");
        foreach (var order in orders)
            CheckPaidOrder(order, payment, current, givenBack, what);
        // A receipt may be sent twice, when an answer was lost.
        if (orders.Count > 0 && (payment.Receipts.Count == 0 || current.ReceiptSubmittedOnUtc is null))
            AddViolation($"{what}: Glase has {payment.Receipts.Count} receipts of it, {current.ReceiptError}");
    }

    private void CheckRefunds(InvoiceSnapshot payment, GlasePayment current, string what)
    {
        var atGlase = payment.Refunds.Select(refund => (refund.ErsReference, refund.Amount.Value)).Order().ToList();
        var recorded = _refunds
            .Where(refund => refund.PaymentId == current.Id && refund.Status == GlaseRefundStatus.Succeeded)
            .Select(refund => (refund.ErsReference, refund.Amount))
            .Order()
            .ToList();
        if (!atGlase.SequenceEqual(recorded))
            AddViolation($"{what}: Glase refunded {Text(atGlase)}, recorded are {Text(recorded)}");
    }

    private void CheckPaidOrder(Order order, InvoiceSnapshot payment, GlasePayment current, decimal givenBack, string what)
    {
        if (order.CustomerId != current.CustomerId)
            AddViolation($"{what} is of customer {current.CustomerId}, but order {order.Id} is of customer {order.CustomerId}");
        // An administrator may lower it afterwards.
        if (order.OrderTotal > payment.Amount.Value)
            AddViolation($"{what} pays order {order.Id}, which comes to {order.OrderTotal}");
        var onOrder = Math.Min(order.OrderTotal, _refunds
            .Where(refund => refund.PaymentId == current.Id && refund.Status == GlaseRefundStatus.Succeeded)
            .Sum(refund => refund.OrderAmount ?? refund.Amount));
        if (order.RefundedAmount != onOrder || onOrder > givenBack)
            AddViolation($"{what}: {givenBack} were refunded, {onOrder} for the order, but order {order.Id} says {order.RefundedAmount}");

        var status = onOrder == 0 ? PaymentStatus.Paid
            : onOrder == order.OrderTotal ? PaymentStatus.Refunded
            : PaymentStatus.PartiallyRefunded;
        if (order.PaymentStatus != status)
            AddViolation($"{what}: order {order.Id} is {order.PaymentStatus} instead of {status}");
    }

    private void CheckOrder(Order order)
    {
        var isOurs = order.PaymentMethodSystemName == GlaseDefaults.SystemName;
        // What has no reference of Glase was marked by an administrator.
        var isMarked = order is { CaptureTransactionId: null, RefundedAmount: 0 };
        if (IsPaid(order) && !isMarked && !_atGlase.Any(payment => payment.Status == InvoiceStatus.Paid
            && payment.ErsReference == order.CaptureTransactionId && isOurs))
            AddViolation($"order {order.Id} is {order.PaymentStatus}, but nobody paid it (reference {order.CaptureTransactionId})");

        var notes = _notes.Where(note => note.OrderId == order.Id).Select(note => note.Note).ToList();
        if (_environment.PaidEvents(order.Id) > 1)
            AddViolation($"order {order.Id} was paid {_environment.PaidEvents(order.Id)} times");
        // A process that died in the middle of what cannot be repeated says so. What an administrator's process leaves when it dies,
        // while it marks an order as paid or captures, is nopCommerce's.
        var isInterrupted = notes.Any(note => note.Contains("interrupted", StringComparison.Ordinal)
            || note == MarkedByAdministrator) || order.AuthorizationTransactionId is not null;
        if (isOurs && IsPaid(order) && !isInterrupted && _environment.PaidEvents(order.Id) == 0 && !notes.Contains(Captured))
            AddViolation($"order {order.Id} is paid, and nobody was told");
        if (isOurs && IsPaid(order) && !isInterrupted && notes.Count(note => note == Placed) != 1)
            AddViolation($"order {order.Id} has {notes.Count(note => note == Placed)} notes that it was placed");
        var received = notes.Count(IsOfPayment);
        if (received > 1 || received == 0 && IsPaid(order) && !isMarked && !notes.Contains(Captured))
            AddViolation($"order {order.Id} has {received} notes of its payment");
        if (notes.Count(note => note.Contains("not paid in time", StringComparison.Ordinal)) > 1)
            AddViolation($"order {order.Id} was cancelled more than once");
        var isReopened = _cancellations.Any(one => one.OrderId == order.Id && one.CompletedOnUtc is not null);
        if (isOurs && !isReopened && order is { PaymentStatus: PaymentStatus.Pending, OrderStatus: not OrderStatus.Cancelled })
            AddViolation($"order {order.Id} is pending for ever");
        if (isOurs && order is { PaymentStatus: PaymentStatus.Authorized, Deleted: false } && !_invoices.Any(payment =>
            payment.Status == GlasePaymentStatus.Reserved && payment.InvoiceReference == order.AuthorizationTransactionId))
            AddViolation($"order {order.Id} is authorized for ever, and nothing is reserved for it");
    }

    private void CheckInvoice(GlasePayment payment)
    {
        if (payment.IsOpen)
            AddViolation($"invoice {payment.Id} is {payment.Status} for ever");
        if (payment.Status == GlasePaymentStatus.Paid && payment.AppliedOnUtc is null)
            AddViolation($"invoice {payment.Id} is paid but not applied: {payment.LastError}");
    }

    private void AddViolation(string what) => _broken.Add(what);

    private static string Text(IEnumerable<(string Reference, decimal Amount)> refunds)
    {
        return "[" + string.Join(", ", refunds.Select(refund => $"{refund.Amount} as {refund.Reference}")) + "]";
    }
}
