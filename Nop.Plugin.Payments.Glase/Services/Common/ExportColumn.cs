namespace Nop.Plugin.Payments.Glase.Services.Common;

/// <summary>
/// A column of a table that is exported to a file.
/// </summary>
/// <param name="Name">Its heading</param>
/// <param name="Value">The cell of a row: a text, an int, a decimal, a DateTime in UTC, or null for an empty one</param>
public sealed record ExportColumn<TRow>(string Name, Func<TRow, object> Value);
