using System.IO.Compression;

namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// Reads the body of an answer, decompressed, up to a limit.
/// </summary>
/// <remarks>
/// No compression is asked for, but some servers and proxies compress all the same. The handler's own decompression would ask for it.
/// </remarks>
internal static class ResponseBody
{
    private const int TypicalSize = 4 * 1024;

    /// <param name="content">The body</param>
    /// <param name="maxBytes">The longest that is read, decompressed</param>
    /// <param name="timeout">Cancelled when time is up</param>
    /// <returns>The body in UTF-8 or UTF-16; null when it is larger, whatever length it announced</returns>
    /// <exception cref="UnreadableResponseException">It cannot be decompressed, or not be decoded</exception>
    public static async Task<PooledBuffer> ReadAsync(HttpContent content, int maxBytes, CancellationToken timeout)
    {
        var announced = content.Headers.ContentLength ?? TypicalSize;
        if (announced > maxBytes)
            return null;

        var body = new PooledBuffer((int)announced + 1);
        try
        {
            await using var stream = Decompressed(await content.ReadAsStreamAsync(timeout), content.Headers.ContentEncoding);
            while (await stream.ReadAsync(body.GetMemory(), timeout) is var count and > 0)
            {
                body.Advance(count);
                if (body.Length > maxBytes)
                {
                    body.Dispose();
                    return null;
                }
            }
        }
        // Brotli's stream has another exception for what is not Brotli.
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException)
        {
            body.Dispose();
            throw new UnreadableResponseException("it cannot be decompressed");
        }

        return ResponseEncoding.ToUtf8(body, content.Headers.ContentType);
    }

    private static Stream Decompressed(Stream body, ICollection<string> encodings)
    {
        // The one that was applied last comes off first.
        foreach (var encoding in encodings.Reverse())
        {
            body = encoding.ToLowerInvariant() switch
            {
                "gzip" or "x-gzip" => new GZipStream(body, CompressionMode.Decompress),
                "deflate" => new ZLibStream(body, CompressionMode.Decompress),
                "br" => new BrotliStream(body, CompressionMode.Decompress),
                "identity" => body,
                _ => throw new UnreadableResponseException("it is compressed in a way that the shop does not know")
            };
        }

        return body;
    }
}
