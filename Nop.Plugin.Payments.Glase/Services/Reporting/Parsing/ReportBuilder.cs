using System.Text;

namespace Nop.Plugin.Payments.Glase.Services.Reporting.Parsing;

/// <summary>
/// Puts a report together from its tags and texts, in whatever order they come: it looks for Meta and Row and for what stands
/// in them, and leaves all else alone.
/// </summary>
internal sealed class ReportBuilder(int maxRows)
{
    private const string MetaName = "Meta";
    private const string RowName = "Row";
    private const int MaxColumns = 50;
    private const int MaxCellLength = 1000;

    private readonly Dictionary<string, int> _indexes = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _columns = [];
    private readonly List<IReadOnlyList<string>> _rows = [];
    private readonly List<KeyValuePair<string, string>> _meta = [];
    private readonly StringBuilder _text = new();

    private bool _isClosed;
    private bool _isTooLarge;
    private string _root;
    private string _part;
    private string _field;
    private List<string> _row;

    /// <summary>
    /// Whether reading on would find nothing that is kept.
    /// </summary>
    public bool IsFull => _rows.Count >= maxRows && _isTooLarge;

    /// <summary>
    /// Whether a text that comes now is kept.
    /// </summary>
    public bool IsInField => _field is not null;

    private bool IsRootOfReports => _root is not null && _root.StartsWith("Transaction", StringComparison.OrdinalIgnoreCase);

    public void Start(string name)
    {
        _root ??= name;
        _isClosed = false;
        if (Is(name, MetaName) || Is(name, RowName))
        {
            EndPart();
            _part = Is(name, RowName) ? RowName : MetaName;
            _row = [];
        }
        else if (_part is not null)
        {
            EndField();
            _field = name;
        }
    }

    public void Text(ReadOnlySpan<char> text)
    {
        if (_field is null)
            return;

        var room = MaxCellLength - _text.Length;
        _isTooLarge |= text.Length > room && !text.IsWhiteSpace();
        _text.Append(text[..Math.Min(room, text.Length)]);
    }

    public void End(string name)
    {
        EndField();
        if (Is(name, MetaName) || Is(name, RowName))
            EndPart();
        else if (_part is null)
            _isClosed = true;
    }

    /// <summary>
    /// The text ends here, in the middle of something.
    /// </summary>
    public void Break()
    {
        _isClosed = false;
    }

    /// <summary>
    /// There is more than is read.
    /// </summary>
    public void Overflow()
    {
        _isTooLarge = true;
    }

    public ParsedReport Build()
    {
        // A row that the end of the text leaves open may lack its amount: half a row is none.
        var isInRow = _part == RowName;
        if (!isInRow)
            EndPart();
        return new ParsedReport
        {
            Problem = Problem(isInRow),
            Root = _root,
            Meta = _meta,
            Columns = _columns,
            Rows = _rows
        };
    }

    private ReportProblem Problem(bool isInRow)
    {
        if (Is(_root, "html"))
            return ReportProblem.WebPage;
        if (_rows.Count == 0 && _meta.Count == 0 && !isInRow && !IsRootOfReports)
            return ReportProblem.NotAReport;
        if (_isTooLarge)
            return ReportProblem.TooLarge;

        // Glase's reports end with the end tag of their root, whatever its name: without it there may have been more rows.
        return _isClosed ? ReportProblem.None : ReportProblem.CutOff;
    }

    private void EndPart()
    {
        EndField();
        if (_part == RowName && _row.Count > 0)
        {
            if (_rows.Count < maxRows)
                _rows.Add(_row);
            else
                _isTooLarge = true;
        }

        _part = null;
        _row = null;
    }

    private void EndField()
    {
        if (_field is { } name)
        {
            var value = _text.ToString().Trim();
            if (value.Length > 0 && _part == MetaName && _meta.Count < MaxColumns)
                _meta.Add(new(name, value));
            else if (value.Length > 0 && _part == RowName)
                Put(name, value);
        }

        _field = null;
        _text.Clear();
    }

    private void Put(string name, string value)
    {
        if (!_indexes.TryGetValue(name, out var index))
        {
            if (_columns.Count == MaxColumns)
            {
                _isTooLarge = true;
                return;
            }

            index = _columns.Count;
            _indexes.Add(name, index);
            _columns.Add(name);
        }

        while (_row.Count <= index)
            _row.Add(null);
        _row[index] ??= value;
    }

    private static bool Is(string name, string expected)
    {
        return string.Equals(name, expected, StringComparison.OrdinalIgnoreCase);
    }
}
