using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using QRCoder;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Draws a QR code as SVG markup that can be put into a page as it is.
/// </summary>
/// <remarks>
/// Only members that QRCoder 1.4.3 and its newest version share are used, because another plugin may have brought the older
/// one into the shop; their own SVG writers differ.
/// </remarks>
public static class QrCodeImage
{
    /// <summary>
    /// Draws <paramref name="content"/> black on white, with the quiet zone of four modules that scanners need.
    /// </summary>
    /// <param name="content">What the code says, exactly as Glase sent it (invoiceQRCode).</param>
    /// <param name="label">What screen readers say instead of the picture; plain text, encoded here.</param>
    /// <returns>One &lt;svg&gt; element, sized by the page's style sheet and 240 pixels wide without it.</returns>
    public static string ToSvg(string content, string label)
    {
        ArgumentException.ThrowIfNullOrEmpty(content);

        using var code = QRCodeGenerator.GenerateQrCode(content, QRCodeGenerator.ECCLevel.M);
        var size = code.ModuleMatrix.Count.ToString(CultureInfo.InvariantCulture);

        return $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"glase-qr\" viewBox=\"0 0 {size} {size}\" " +
            $"width=\"240\" height=\"240\" shape-rendering=\"crispEdges\" role=\"img\" " +
            $"aria-label=\"{HtmlEncoder.Default.Encode(label ?? string.Empty)}\">" +
            $"<path class=\"glase-qr-ground\" fill=\"#fff\" d=\"M0 0h{size}v{size}H0z\"/>" +
            $"<path class=\"glase-qr-modules\" fill=\"none\" stroke=\"#000\" d=\"{Path(code.ModuleMatrix)}\"/></svg>";
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
