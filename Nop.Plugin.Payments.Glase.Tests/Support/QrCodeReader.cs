using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Nop.Plugin.Payments.Glase.Tests.Support;

/// <summary>
/// Reads a QR code the way a scanner does, by ISO/IEC 18004: versions 1 to 6 at error correction level M, without the
/// correction, so that a single wrong module fails a test.
/// </summary>
internal sealed partial class QrCodeReader
{
    public const int QuietZone = 4;

    private const string Alphanumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    private const int FormatMask = 0b101010000010010;
    private const int LevelM = 0b00;

    // Data codewords of each block, by version.
    private static readonly int[][] _blocks = [[], [16], [28], [44], [32, 32], [43, 43], [27, 27, 27, 27]];

    private readonly bool[,] _modules;
    private readonly int _size;

    private QrCodeReader(bool[,] modules)
    {
        _modules = modules;
        _size = modules.GetLength(0);
    }

    private int Version => (_size - 17) / 4;

    public static string Read(string svg)
    {
        return new QrCodeReader(WithoutQuietZone(Rasterize(svg))).Read();
    }

    /// <summary>
    /// The modules of the drawing, its quiet zone included; true is dark.
    /// </summary>
    public static bool[,] Rasterize(string svg)
    {
        var size = int.Parse(ViewBox().Match(svg).Groups[1].Value, CultureInfo.InvariantCulture);
        var modules = new bool[size, size];
        int x = 0, y = 0;
        foreach (Match step in Steps().Matches(DarkPath().Match(svg).Groups[1].Value))
        {
            var number = int.Parse(step.Groups[2].Value, CultureInfo.InvariantCulture);
            switch (step.Groups[1].Value)
            {
                case "M":
                    (x, y) = (number, int.Parse(step.Groups[3].Value, CultureInfo.InvariantCulture));
                    break;
                case "m":
                    x += number;
                    break;
                case "h":
                    for (var end = x + number; x < end; x++)
                        modules[y, x] = true;
                    break;
            }
        }

        return modules;
    }

    private static bool[,] WithoutQuietZone(bool[,] drawn)
    {
        var size = drawn.GetLength(0) - 2 * QuietZone;
        var modules = new bool[size, size];
        for (var y = 0; y < size; y++)
        for (var x = 0; x < size; x++)
            modules[y, x] = drawn[y + QuietZone, x + QuietZone];
        return modules;
    }

    private string Read()
    {
        var mask = ReadFormat();
        var codewords = ReadCodewords(mask);
        return Decode(string.Concat(Deinterleave(codewords).Select(word => Convert.ToString(word, 2).PadLeft(8, '0'))));
    }

    private int ReadFormat()
    {
        var format = 0;
        for (var i = 0; i < 15; i++)
        {
            var (x, y) = i switch
            {
                < 6 => (i, 8),
                6 => (7, 8),
                7 => (8, 8),
                8 => (8, 7),
                _ => (8, 14 - i)
            };
            format = format << 1 | (_modules[y, x] ? 1 : 0);
        }

        format ^= FormatMask;
        if (format >> 13 != LevelM)
            throw new InvalidDataException($"Error correction level {format >> 13}.");
        return format >> 10 & 7;
    }

    private List<byte> ReadCodewords(int mask)
    {
        var words = new List<byte>();
        int word = 0, bits = 0;
        var upwards = true;
        for (var right = _size - 1; right > 0; right -= 2)
        {
            if (right == 6)
                right--;
            for (var step = 0; step < _size; step++)
            {
                var y = upwards ? _size - 1 - step : step;
                for (var x = right; x > right - 2; x--)
                {
                    if (IsFunction(x, y))
                        continue;
                    word = word << 1 | (_modules[y, x] ^ IsMasked(mask, x, y) ? 1 : 0);
                    if (++bits % 8 != 0)
                        continue;
                    words.Add((byte)word);
                    word = 0;
                }
            }

            upwards = !upwards;
        }

        return words;
    }

    private bool IsFunction(int x, int y)
    {
        var far = _size - 8;
        var inCorner = (x <= 8 && y <= 8) || (x >= far && y <= 8) || (x <= 8 && y >= far);
        var inAlignment = Version > 1 && Math.Abs(x - (_size - 7)) <= 2 && Math.Abs(y - (_size - 7)) <= 2;
        return inCorner || inAlignment || x == 6 || y == 6;
    }

    private static bool IsMasked(int mask, int x, int y)
    {
        return mask switch
        {
            0 => (x + y) % 2 == 0,
            1 => y % 2 == 0,
            2 => x % 3 == 0,
            3 => (x + y) % 3 == 0,
            4 => (y / 2 + x / 3) % 2 == 0,
            5 => x * y % 2 + x * y % 3 == 0,
            6 => (x * y % 2 + x * y % 3) % 2 == 0,
            _ => ((x + y) % 2 + x * y % 3) % 2 == 0
        };
    }

    private IEnumerable<byte> Deinterleave(List<byte> words)
    {
        var blocks = _blocks[Version];
        return Enumerable.Range(0, blocks.Length)
            .SelectMany(block => Enumerable.Range(0, blocks[block]).Select(i => words[i * blocks.Length + block]));
    }

    private static string Decode(string bits)
    {
        var position = 0;
        var text = new StringBuilder();
        int Next(int count)
        {
            var value = Convert.ToInt32(bits.Substring(position, count), 2);
            position += count;
            return value;
        }

        while (bits.Length - position >= 4)
        {
            switch (Next(4))
            {
                case 0b0000:
                    return text.ToString();
                case 0b0001:
                    for (var left = Next(10); left > 0; left -= 3)
                    {
                        var digits = Math.Min(left, 3);
                        text.Append(Next(1 + 3 * digits).ToString("D" + digits, CultureInfo.InvariantCulture));
                    }

                    break;
                case 0b0010:
                    for (var left = Next(9); left > 0; left -= 2)
                    {
                        var pair = left > 1 ? Next(11) : Next(6);
                        if (left > 1)
                            text.Append(Alphanumeric[pair / 45]);
                        text.Append(Alphanumeric[pair % 45]);
                    }

                    break;
                case 0b0100:
                    var bytes = new byte[Next(8)];
                    for (var i = 0; i < bytes.Length; i++)
                        bytes[i] = (byte)Next(8);
                    text.Append(Encoding.Latin1.GetString(bytes));
                    break;
                default:
                    throw new InvalidDataException("A mode this reader does not know.");
            }
        }

        return text.ToString();
    }

    [GeneratedRegex("viewBox=\"0 0 ([0-9]+) \\1\"")]
    private static partial Regex ViewBox();

    [GeneratedRegex("stroke=\"#000\" d=\"([^\"]*)\"")]
    private static partial Regex DarkPath();

    [GeneratedRegex("([Mmh])([0-9]+)(?: ([0-9]+)(?:\\.5)?)?")]
    private static partial Regex Steps();
}
