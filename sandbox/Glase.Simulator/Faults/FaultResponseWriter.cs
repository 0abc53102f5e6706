using System.Text;
using Glase.Simulator.Wire;

namespace Glase.Simulator.Faults;

/// <summary>Writes what comes back instead of the answer.</summary>
internal static class FaultResponseWriter
{
    private const string SoapType = "text/xml; charset=utf-8";

    public static Task WriteAsync(HttpContext context, CurrentCall call, Fault fault, MemoryStream answer)
    {
        switch (fault.Kind)
        {
            case FaultKind.DelayAfter:
                return context.Response.Body.WriteAsync(answer.GetBuffer().AsMemory(0, (int)answer.Length)).AsTask();
            case FaultKind.HttpStatus:
                return PageAsync(context, fault.Status, $"HTTP {fault.Status}");
            case FaultKind.WrongContentType:
                return PageAsync(context, StatusCodes.Status200OK, "Please log in");
            case FaultKind.SoapFault:
                context.Response.Clear();
                return SoapFault.WriteAsync(context, fault.FaultCode, fault.Message);
            case FaultKind.Truncated:
                return BytesAsync(context, answer.GetBuffer().AsMemory(0, (int)answer.Length / 2), (int)answer.Length / 2);
            case FaultKind.CutOff:
            case FaultKind.Stalled:
                return BytesAsync(context, answer.GetBuffer().AsMemory(0, (int)answer.Length / 2), answer.Length);
            case FaultKind.Huge:
                return HugeAsync(context, call, fault.Bytes);
            case FaultKind.DtdBomb:
                return TextAsync(context, Bomb(call.Record.Operation));
            default:
                context.Abort();
                return Task.CompletedTask;
        }
    }

    private static Task PageAsync(HttpContext context, int status, string heading)
    {
        context.Response.Clear();
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync($"<!doctype html><title>{heading}</title><h1>{heading}</h1>");
    }

    private static async Task HugeAsync(HttpContext context, CurrentCall call, long bytes)
    {
        var operation = call.Record.Operation;
        await TextAsync(context, "<soap:Envelope xmlns:soap=\"" + GlaseWire.SoapNamespace + "\"><soap:Body>"
            + "<ns2:" + operation + "Response xmlns:ns2=\"" + GlaseWire.Namespace + "\"><return><ersReference>");
        var chunk = new byte[64 * 1024];
        Array.Fill(chunk, (byte)'7');
        while (call.Record.BytesSent < bytes && !call.HungUp.IsCancellationRequested)
        {
            await context.Response.Body.WriteAsync(chunk);
            call.Record.BytesSent += chunk.Length;
        }

        await context.Response.WriteAsync("</ersReference><resultCode>0</resultCode></return></ns2:" + operation + "Response>"
            + "</soap:Body></soap:Envelope>");
    }

    private static string Bomb(string operation)
    {
        var bomb = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE bomb [<!ENTITY e0 \"boom\">");
        for (var level = 1; level < 10; level++)
        {
            bomb.Append("<!ENTITY e").Append(level).Append(" \"");
            for (var repeat = 0; repeat < 10; repeat++)
                bomb.Append("&e").Append(level - 1).Append(';');
            bomb.Append("\">");
        }

        return bomb.Append("]><soap:Envelope xmlns:soap=\"").Append(GlaseWire.SoapNamespace)
            .Append("\"><soap:Body><ns2:").Append(operation).Append("Response xmlns:ns2=\"").Append(GlaseWire.Namespace)
            .Append("\"><return><resultCode>0</resultCode><resultDescription>&e9;</resultDescription></return>")
            .Append("</ns2:").Append(operation).Append("Response></soap:Body></soap:Envelope>").ToString();
    }

    private static Task TextAsync(HttpContext context, string text)
    {
        context.Response.Clear();
        context.Response.ContentType = SoapType;
        return context.Response.WriteAsync(text);
    }

    /// <summary>Where fewer bytes come than were announced, the server closes the connection.</summary>
    private static Task BytesAsync(HttpContext context, ReadOnlyMemory<byte> bytes, long announced)
    {
        context.Response.ContentLength = announced;
        return context.Response.Body.WriteAsync(bytes).AsTask();
    }
}
