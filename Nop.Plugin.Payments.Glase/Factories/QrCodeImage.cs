using System.Collections;
using System.Globalization;
using System.Text;
using QRCoder;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Draws a QR code as the address of a picture.
/// </summary>
/// <remarks>
/// In a picture, and not as markup of the page, because dark themes of browsers and their extensions invert markup: many scanners do not read
/// a code that is light on dark.
/// Only members that QRCoder 1.4.3 and its newest version share are used, because another plugin may have brought the older
/// one into the shop; their own SVG writers differ.
/// </remarks>
public static class QrCodeImage
{
    private const int PixelsPerModule = 8;

    /// <summary>
    /// Draws <paramref name="content"/> black on white, with the quiet zone of four modules that scanners need.
    /// </summary>
    /// <param name="content">What the code says, exactly as Glase sent it (invoiceQRCode).</param>
    /// <returns>A data URL of an SVG image.</returns>
    public static string ToDataUrl(string content)
    {
        return "data:image/svg+xml;base64," + Convert.ToBase64String(Encoding.ASCII.GetBytes(ToSvg(content)));
    }

    /// <summary>
    /// Draws <paramref name="content"/> in the same way as a PNG, for programs that show no SVG.
    /// </summary>
    /// <param name="content">What the code says</param>
    public static byte[] ToPng(string content)
    {
        ArgumentException.ThrowIfNullOrEmpty(content);

        using var code = QRCodeGenerator.GenerateQrCode(content, QRCodeGenerator.ECCLevel.M);
        return BitmapPng.Write(code.ModuleMatrix, PixelsPerModule);
    }

    /// <summary>
    /// Draws the image itself.
    /// </summary>
    /// <param name="content">What the code says</param>
    /// <returns>One &lt;svg&gt; element, 240 pixels wide where nothing else is said.</returns>
    internal static string ToSvg(string content)
    {
        ArgumentException.ThrowIfNullOrEmpty(content);

        using var code = QRCodeGenerator.GenerateQrCode(content, QRCodeGenerator.ECCLevel.M);
        var size = code.ModuleMatrix.Count.ToString(CultureInfo.InvariantCulture);

        return $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} {size}\" width=\"240\" height=\"240\" " +
            $"shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{size}v{size}H0z\"/>" +
            $"<path fill=\"none\" stroke=\"#000\" d=\"{Path(code.ModuleMatrix)}\"/></svg>";
    }

    /// <summary>
    /// One line of width 1 through the middle of each row, drawn where the modules are dark.
    /// </summary>
    private static string Path(List<BitArray> rows)
    {
        var path = new StringBuilder(4096);
        for (var y = 0; y < rows.Count; y++)
        {
            var row = rows[y];
            var end = -1;
            for (var x = 0; x < row.Count; x++)
            {
                if (!row[x])
                    continue;

                var start = x;
                while (x < row.Count && row[x])
                    x++;

                if (end < 0)
                    path.Append(CultureInfo.InvariantCulture, $"M{start} {y}.5h{x - start}");
                else
                    path.Append(CultureInfo.InvariantCulture, $"m{start - end} 0h{x - start}");
                end = x;
            }
        }

        return path.ToString();
    }
}
