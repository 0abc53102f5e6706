using System.Globalization;
using System.Security;
using System.Text;
using System.Xml;
using Glase.Simulator.Rules;
using Glase.Simulator.Wire;

namespace Glase.Simulator.Reports;

/// <summary>Writes a report as text: one of them is not well-formed, which no XML writer would write.</summary>
internal static class ReportWriter
{
    public static Report Write(
        ReportKind kind, Period period, string resellerId, string terminalId, IReadOnlyList<Transaction> transactions,
        DateTimeOffset now)
    {
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        text.Append('<').Append(kind.Root).Append(">\n  <Meta>\n");
        Element(text, 4, "ResellerId", resellerId);
        if (terminalId != null)
            Element(text, 4, "TerminalId", terminalId);
        Element(text, 4, "TransactionPeriodId", period.Id);
        Element(text, 4, "GeneratedAt", XmlConvert.ToString(now));
        text.Append("  </Meta>\n");
        if (kind.WithRows)
            WriteRows(text, transactions);
        else
            WriteSummary(text, transactions);
        text.Append("</").Append(kind.RootEnd).Append(">\n");
        return Wrap(kind, text.ToString());
    }

    private static void WriteRows(StringBuilder text, IReadOnlyList<Transaction> transactions)
    {
        foreach (var transaction in transactions)
        {
            text.Append("  <Row>\n");
            Element(text, 4, "TerminalId", transaction.TerminalId);
            Element(text, 4, "CashierId", transaction.CashierId);
            Element(text, 4, "SalesAmount", Money(transaction.Amount));
            Element(text, 4, "ErsReference", transaction.ErsReference);
            text.Append("  </Row>\n");
        }
    }

    private static void WriteSummary(StringBuilder text, IReadOnlyList<Transaction> transactions)
    {
        text.Append("  <Row>\n");
        Element(text, 4, "SalesCount", transactions.Count.ToString(CultureInfo.InvariantCulture));
        Element(text, 4, "SalesTotal", Money(transactions.Sum(transaction => transaction.Amount)));
        text.Append("  </Row>\n");
    }

    private static void Element(StringBuilder text, int indent, string name, string value) =>
        text.Append(' ', indent).Append('<').Append(name).Append('>')
            .Append(SecurityElement.Escape(value ?? string.Empty))
            .Append("</").Append(name).Append(">\n");

    private static string Money(decimal amount) => amount.ToString("0.00000", CultureInfo.InvariantCulture);

    private static Report Wrap(ReportKind kind, string text) => new()
    {
        Title = kind.Title,
        MimeType = kind.OfTerminal ? "text/html" : "text/xml",
        Content = kind.InBase64 ? Encoding.UTF8.GetBytes(text) : null,
        ContentString = kind.InBase64 ? null : text
    };
}
