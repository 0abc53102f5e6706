using System.Buffers.Binary;
using System.Collections;
using System.IO.Compression;
using System.Text;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Writes black and white pictures as PNG (ISO/IEC 15948).
/// </summary>
internal static class BitmapPng
{
    private const uint CrcPolynomial = 0xEDB88320;
    private const byte BitDepth = 1;

    private static readonly byte[] _signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>
    /// Writes a square of dots.
    /// </summary>
    /// <param name="rows">The rows of the square; true is black</param>
    /// <param name="pixelsPerDot">How many pixels wide and high a dot is</param>
    public static byte[] Write(IReadOnlyList<BitArray> rows, int pixelsPerDot)
    {
        using var png = new MemoryStream();
        png.Write(_signature);
        // Width, height, bit depth; then 0 for greyscale, the one compression, the one kind of filters, and no interlacing.
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, rows.Count * pixelsPerDot);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), rows.Count * pixelsPerDot);
        header[8] = BitDepth;
        WriteChunk(png, "IHDR", header);
        WriteChunk(png, "IDAT", Compress(rows, pixelsPerDot));
        WriteChunk(png, "IEND", []);
        return png.ToArray();
    }

    // Each line begins with its filter, 0 for none. A white pixel is 1.
    private static byte[] Compress(IReadOnlyList<BitArray> rows, int pixelsPerDot)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            foreach (var row in rows)
            {
                var line = new byte[1 + (((row.Count * pixelsPerDot) + 7) / 8)];
                for (var x = 0; x < row.Count * pixelsPerDot; x++)
                {
                    if (!row[x / pixelsPerDot])
                        line[1 + (x / 8)] |= (byte)(0x80 >> (x % 8));
                }

                for (var y = 0; y < pixelsPerDot; y++)
                    zlib.Write(line);
            }
        }

        return compressed.ToArray();
    }

    private static void WriteChunk(MemoryStream png, string type, byte[] data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        byte[] checkedPart = [.. Encoding.ASCII.GetBytes(type), .. data];
        png.Write(checkedPart);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(checkedPart));
        png.Write(number);
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ CrcPolynomial;
        }

        return ~crc;
    }
}
