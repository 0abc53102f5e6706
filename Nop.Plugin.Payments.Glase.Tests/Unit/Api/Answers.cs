using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Api;
namespace Nop.Plugin.Payments.Glase.Tests.Unit.Api;

/// <summary>
/// Answers as a JAX-WS server writes them.
/// </summary>
internal static class Answers
{
    public const string InvoiceReference = "12345";
    public const string QrCode = "HTTP://SEQR.SE/R12345";

    public static string Envelope(string body)
    {
        return "<?xml version='1.0' encoding='UTF-8'?>"
            + "<S:Envelope xmlns:S=\"http://schemas.xmlsoap.org/soap/envelope/\"><S:Body>" + body + "</S:Body></S:Envelope>";
    }

    public static string Return(string operation, string fields)
    {
        return Envelope($"<ns2:{operation}Response xmlns:ns2=\"http://external.interfaces.ers.seamless.com/\">"
            + $"<return>{fields}</return></ns2:{operation}Response>");
    }

    public static string Code(string operation, int code)
    {
        return Return(operation, $"<resultCode>{code}</resultCode><resultDescription>WORDS OF THE SERVER</resultDescription>");
    }

    /// <summary>
    /// A SUCCESS with everything the operation has to answer.
    /// </summary>
    public static string Success(GlaseOperation operation)
    {
        const string ok = "<ersReference>2012050100000000000000001</ersReference><resultCode>0</resultCode>"
            + "<resultDescription>SUCCESS</resultDescription>";
        return Return(operation.WireName(), ok + operation switch
        {
            GlaseOperation.SendInvoice =>
                $"<invoiceQRCode>{QrCode}</invoiceQRCode><invoiceReference>{InvoiceReference}</invoiceReference>",
            GlaseOperation.GetPaymentStatus => "<status>ISSUED</status><version>1</version>",
            GlaseOperation.MarkTransactionPeriod => "<transactionPeriodId>77</transactionPeriodId>",
            GlaseOperation.ExecuteReport =>
                "<report><title>T</title><mimeType>text/xml</mimeType><contentString>&lt;a/&gt;</contentString></report>",
            _ => null
        });
    }

    public static string Fault(string code, string text)
    {
        return Envelope("<S:Fault xmlns:ns4=\"http://www.w3.org/2003/05/soap-envelope\">"
            + $"<faultcode>{code}</faultcode><faultstring>{text}</faultstring></S:Fault>");
    }
}
