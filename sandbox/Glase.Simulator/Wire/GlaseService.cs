using Glase.Simulator.Reports;
using Glase.Simulator.Rules;

namespace Glase.Simulator.Wire;

/// <summary>Answers the nine operations: lets the caller in, asks the rules, and puts their outcome on the wire.</summary>
internal sealed class GlaseService(
    CurrentCall call, Access access, ContextCheck context, ViolationLog violations,
    InvoiceOperations invoices, PaymentOperations payments, ReportOperations reports) : IGlaseService
{
    public CurrentCall Call => call;

    public SendInvoiceResponse SendInvoice(SendInvoiceRequest request) =>
        ForTerminal<SendInvoiceResponse>(request, (terminal, answer) =>
        {
            CheckCompleteness(request.Invoice);
            var outcome = invoices.Send(terminal, request.Invoice, request.Tokens, out var invoice);
            if (invoice == null)
                return outcome;
            answer.InvoiceReference = invoice.Reference;
            answer.InvoiceQrCode = "HTTP://SEQR.SE/R" + invoice.Reference;
            call.Record.InvoiceReference = invoice.Reference;
            return outcome;
        });

    public ErsResponse UpdateInvoice(UpdateInvoiceRequest request) => ForTerminal<ErsResponse>(request, (terminal, _) =>
    {
        CheckCompleteness(request.Invoice);
        return invoices.Update(terminal, request.InvoiceReference, request.Invoice, request.Tokens);
    });

    public PaymentStatusResponse GetPaymentStatus(GetPaymentStatusRequest request) =>
        ForTerminal<PaymentStatusResponse>(request, (terminal, answer) =>
        {
            var outcome = invoices.Ask(terminal, request.InvoiceReference, request.InvoiceVersion, answer);
            if (outcome.Succeeded && (request.InvoiceVersion < 0 || request.InvoiceVersion > answer.Version))
                violations.Add(ViolationKind.UnknownVersion, call.Record, $"there was no version {request.InvoiceVersion} yet");
            return outcome;
        });

    public ErsResponse CancelInvoice(CancelInvoiceRequest request) =>
        ForTerminal<ErsResponse>(request, (terminal, _) => invoices.Cancel(terminal, request.InvoiceReference));

    public ErsResponse CommitReservation(CommitReservationRequest request) =>
        ForTerminal<ErsResponse>(request, (terminal, answer) =>
        {
            var outcome = payments.Commit(terminal, request.InvoiceReference, request.Amount, out var ersReference);
            answer.ErsReference = ersReference;
            return outcome;
        });

    public ErsResponse SubmitPaymentReceipt(SubmitPaymentReceiptRequest request) =>
        ForTerminal<ErsResponse>(request, (terminal, answer) =>
        {
            answer.ErsReference = request.ErsReference;
            return payments.SubmitReceipt(terminal, request.ErsReference, request.ReceiptDocument);
        });

    public ErsResponse RefundPayment(RefundPaymentRequest request) => ForTerminal<ErsResponse>(request, (terminal, answer) =>
    {
        var outcome = payments.Refund(terminal, request.ErsReference, request.Invoice, out var refundReference);
        answer.ErsReference = refundReference;
        return outcome;
    });

    public MarkTransactionPeriodResponse MarkTransactionPeriod(MarkTransactionPeriodRequest request) =>
        ForShop<MarkTransactionPeriodResponse>(request, answer =>
        {
            var outcome = reports.MarkPeriod(request.Parameters, out var periodId);
            answer.TransactionPeriodId = periodId;
            return outcome;
        });

    public ExecuteReportResponse ExecuteReport(ExecuteReportRequest request) => ForShop<ExecuteReportResponse>(request, answer =>
    {
        var outcome = reports.Execute(request.ReportId, request.Parameters, out var report);
        answer.Report = report;
        return outcome;
    });

    private T ForTerminal<T>(GlaseRequest request, Func<GlaseTerminal, T, Outcome> act)
        where T : ErsResponse, new()
    {
        var answer = new T();
        var outcome = access.CheckTerminal(request.Context, out var terminal);
        return Answer(request, answer, outcome.Succeeded ? act(terminal, answer) : outcome);
    }

    private T ForShop<T>(GlaseRequest request, Func<T, Outcome> act)
        where T : ErsResponse, new()
    {
        var answer = new T();
        var outcome = access.CheckShop(request.Context);
        return Answer(request, answer, outcome.Succeeded ? act(answer) : outcome);
    }

    private T Answer<T>(GlaseRequest request, T answer, Outcome outcome)
        where T : ErsResponse
    {
        context.Check(request.Context, call.Record);
        if (outcome.Code is ResultCode.InvalidInvoiceData or ResultCode.InvalidNotificationUrl or ResultCode.RejectedAmount)
            violations.Add(ViolationKind.RefusedByRules, call.Record, outcome.ToString());
        outcome.WriteTo(answer);
        return answer;
    }

    private void CheckCompleteness(InvoiceContent invoice)
    {
        if (invoice.CashierId == null || invoice.Footer == null)
            violations.Add(ViolationKind.CashierOrFooterMissing, call.Record, "cashierId and footer must both be sent");
    }
}
