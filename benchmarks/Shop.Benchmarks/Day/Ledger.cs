using LinqToDB;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase;
using Nop.Plugin.Payments.Glase.Domain;
using Sandbox.Data;
using Shop.Benchmarks.Common;

namespace Shop.Benchmarks.Day;

/// <summary>
/// The records of shop and Glase side by side: each payment that Glase took is a paid order or was refunded in full, once.
/// </summary>
/// <param name="Paid">Payments that paid an order of the same total</param>
/// <param name="Refunded">Payments that were refunded in full</param>
/// <param name="ForPersons">Payments that wait for an admin, and the shop says so: how many for each reason</param>
/// <param name="Lost">Payments that are none of these, in words</param>
/// <param name="Doubled">What happened more than once, or in two ways, with the same money, in words</param>
/// <param name="OrdersWithoutMoney">Orders that are paid although Glase has no payment for them, in words</param>
internal sealed record Ledger(int Paid, int Refunded, IReadOnlyDictionary<string, int> ForPersons, IReadOnlyList<string> Lost,
    IReadOnlyList<string> Doubled, IReadOnlyList<string> OrdersWithoutMoney)
{
    private const string ManualSteps = "To be done by you";

    private static readonly int[] _open =
    [
        (int)GlasePaymentStatus.Sending, (int)GlasePaymentStatus.Issued, (int)GlasePaymentStatus.PendingIssuerAcknowledge,
        (int)GlasePaymentStatus.PartiallyPaid
    ];

    private static readonly int[] _unknown = [(int)GlaseRefundStatus.Requested, (int)GlaseRefundStatus.Unknown];

    /// <summary>
    /// Whether no money is lost, spent twice, or believed without being there.
    /// </summary>
    public bool Agrees => Lost.Count == 0 && Doubled.Count == 0 && OrdersWithoutMoney.Count == 0;

    /// <summary>
    /// What the scheduled task has still to do, in words: open payments, paid ones that are neither applied nor refunded and do not wait for
    /// a person, and receipts.
    /// </summary>
    public static async Task<IReadOnlyList<string>> UnfinishedAsync(ShopDatabase database)
    {
        var refunds = database.Table<GlaseRefund>().Where(refund => _unknown.Contains(refund.StatusId)).Select(refund => refund.PaymentId).ToHashSet();
        var unfinished = await database.Table<GlasePayment>()
            .Where(payment => _open.Contains(payment.StatusId) || payment.ReceiptDueOnUtc != null
                || payment.StatusId == (int)GlasePaymentStatus.Paid && payment.AppliedOnUtc == null && payment.DecisionRequestedOnUtc == null)
            .ToListAsync();
        return [.. unfinished.Where(payment => !refunds.Contains(payment.Id)).Select(payment =>
            $"payment {payment.Id}, invoice {payment.InvoiceReference}, is {payment.Status}, expires {payment.ExpiresOnUtc:u}, deadline {payment.DeadlineOnUtc:u}, "
            + $"reserved {payment.ReservedOnUtc:u}, applying {payment.ApplyingOnUtc:u}, applied {payment.AppliedOnUtc:u}, receipt due {payment.ReceiptDueOnUtc:u}, "
            + $"next placement {payment.NextPlacementAttemptOnUtc:u}: {payment.LastError ?? payment.ReceiptError}")];
    }

    /// <param name="database">The shop's records</param>
    /// <param name="books">Glase's</param>
    public static async Task<Ledger> CompareAsync(ShopDatabase database, IReadOnlyList<BookedPayment> books)
    {
        var payments = await database.Table<GlasePayment>().Where(payment => payment.InvoiceReference != null)
            .Select(payment => new PaymentRow(payment.Id, payment.InvoiceReference, payment.ErsReference, payment.OrderGuid,
                (GlasePaymentStatus)payment.StatusId, payment.DecisionRequestedOnUtc != null && payment.DecisionId == null, payment.LastError))
            .ToListAsync();
        var orders = await database.Table<Order>()
            .Where(order => order.PaymentStatusId == (int)PaymentStatus.Paid && order.PaymentMethodSystemName == GlaseDefaults.SystemName)
            .Select(order => new OrderRow(order.Id, order.CustomerId, order.CaptureTransactionId, order.OrderTotal))
            .ToListAsync();
        var filled = await database.Table<OrderItem>().Select(item => item.OrderId).Distinct().ToListAsync();
        var reported = await database.Table<OrderNote>().Where(note => note.Note.Contains(ManualSteps)).Select(note => note.OrderId).ToListAsync();
        var unknown = await database.Table<GlaseRefund>().Where(refund => _unknown.Contains(refund.StatusId))
            .Select(refund => refund.PaymentId).ToListAsync();
        return new Comparison(payments, orders, filled.ToHashSet(), reported.ToHashSet(), unknown.ToHashSet()).Compare(books);
    }

    private sealed record PaymentRow(int Id, string InvoiceReference, string ErsReference, Guid OrderGuid, GlasePaymentStatus Status,
        bool AwaitsDecision, string LastError);

    private sealed record OrderRow(int Id, int CustomerId, string CaptureTransactionId, decimal OrderTotal);

    /// <summary>
    /// Compares the two, payment by payment.
    /// </summary>
    private sealed class Comparison(List<PaymentRow> payments, List<OrderRow> orders, HashSet<int> filled, HashSet<int> reported, HashSet<int> unknown)
    {
        private readonly Dictionary<string, PaymentRow> _payments = payments.ToDictionary(payment => payment.InvoiceReference);
        private readonly ILookup<string, OrderRow> _orders = orders.ToLookup(order => order.CaptureTransactionId);
        private readonly HashSet<int> _withMoney = [];
        private readonly HashSet<Guid> _paidOrders = [];
        private readonly SortedDictionary<string, int> _forPersons = [];
        private readonly List<string> _lost = [];
        private readonly List<string> _doubled = [];
        private int _paid;
        private int _refunded;

        public Ledger Compare(IReadOnlyList<BookedPayment> books)
        {
            foreach (var payment in books)
                Compare(payment);
            foreach (var order in orders.Where(order => !filled.Contains(order.Id)))
                CompareEmpty(order);
            foreach (var (customer, count) in orders.CountBy(order => order.CustomerId).Where(orders => orders.Value > 1))
                _doubled.Add($"customer {customer}, who bought once, has {count} paid orders");
            return new Ledger(_paid, _refunded, _forPersons, _lost, _doubled,
                [.. orders.Where(order => !_withMoney.Contains(order.Id)).Select(order => $"order {order.Id}, reference {order.CaptureTransactionId}")]);
        }

        private void Compare(BookedPayment payment)
        {
            var current = _payments.GetValueOrDefault(payment.Reference);
            var paid = current?.ErsReference is { } reference ? _orders[reference].ToList() : [];
            _withMoney.UnionWith(paid.Select(order => order.Id));
            var what = $"{payment}: payment {current?.Id} is {current?.Status}, {paid.Count} order(s), {current?.LastError}";
            if (paid.Count > 1 || payment.Refunds > 1 || payment.Refunded > payment.Amount || paid.Count == 1 && payment.Refunded > 0)
                _doubled.Add(what);
            else if (paid is [var order])
                Add(payment, current, order, what);
            else if (current is not null && unknown.Contains(current.Id))
                AddForPerson($"the outcome of a refund is unknown; Glase refunded {(payment.Refunded == 0 ? "nothing" : "it")}");
            else if (payment.Refunded == payment.Amount)
                _refunded++;
            else if (current is { AwaitsDecision: true } && payment.Refunded == 0)
                AddForPerson($"an admin has to decide: {current.LastError}");
            else
                _lost.Add(what);
        }

        private void Add(BookedPayment payment, PaymentRow current, OrderRow order, string what)
        {
            if (order.OrderTotal != payment.Amount)
                _lost.Add($"{what}: order {order.Id} comes to {order.OrderTotal}");
            else if (!_paidOrders.Add(current.OrderGuid))
                _doubled.Add($"{what}: order {order.Id} is paid twice");
            else
                _paid++;
        }

        // A node that dies after it saved the order and before its items leaves an order that a note explains to the owner.
        private void CompareEmpty(OrderRow order)
        {
            if (reported.Contains(order.Id))
                AddForPerson("an order was saved without items, and a note names them");
            else
                _lost.Add($"order {order.Id} is paid, has no items, and no note says so");
        }

        private void AddForPerson(string reason) => _forPersons[reason] = _forPersons.GetValueOrDefault(reason) + 1;
    }
}
