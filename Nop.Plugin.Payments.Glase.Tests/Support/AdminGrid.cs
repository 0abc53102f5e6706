using System.Globalization;
using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Support;

/// <summary>
/// A grid of the admin's page that a person has open: it asks for rows as the page's script does, with what stands in its search fields.
/// </summary>
internal sealed class AdminGrid
{
    private readonly HttpShopper _admin;
    private readonly IElement _table;
    private readonly JsonElement _definition;

    private AdminGrid(HttpShopper admin, string id)
    {
        _admin = admin;
        _table = admin.Page.GetElementById(id);
        Assert.That(_table, Is.Not.Null, $"no grid {id} at {admin.At}: {admin.Page.Body.TextContent}");
        _definition = JsonSerializer.Deserialize<JsonElement>(_table.Closest("[data-sandbox-grid]").GetAttribute("data-sandbox-grid"));
    }

    /// <summary>
    /// Gets how many rows there are on all pages.
    /// </summary>
    public int Total { get; private set; }

    /// <summary>
    /// Gets the rows of the page.
    /// </summary>
    public IReadOnlyList<JsonElement> Rows { get; private set; }

    /// <summary>
    /// Gets the rows of the page as they were sent.
    /// </summary>
    public IReadOnlyList<string> Texts => [.. Rows.Select(row => JsonSerializer.Serialize(row, _plain))];

    private static readonly JsonSerializerOptions _plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Asks for a page of the grid.
    /// </summary>
    /// <param name="admin">Who has the page open</param>
    /// <param name="id">The grid</param>
    /// <param name="start">How many rows stand before the page</param>
    /// <param name="length">How many rows a page has; null for as many as the page says</param>
    /// <param name="sortedBy">The column; null for none</param>
    /// <param name="direction">asc or desc</param>
    /// <param name="filters">What is entered in the search fields besides what stands in them</param>
    public static async Task<AdminGrid> ReadAsync(HttpShopper admin, string id, int start = 0, int? length = null, string sortedBy = null,
        string direction = "asc", params (string Name, string Value)[] filters)
    {
        var grid = new AdminGrid(admin, id);
        await grid.ReadAsync(start, length, sortedBy, direction, filters);
        return grid;
    }

    /// <summary>
    /// Gets a value of each row.
    /// </summary>
    public IReadOnlyList<string> Column(string name) => [.. Rows.Select(row => row.GetProperty(name).ToString())];

    private async Task ReadAsync(int start, int? length, string sortedBy, string direction, (string Name, string Value)[] filters)
    {
        var columns = _definition.GetProperty("columns").EnumerateArray().Select(column => column.GetProperty("data").GetString()).ToList();
        var fields = new List<(string Name, string Value)>
        {
            ("draw", "7"),
            ("start", start.ToString(CultureInfo.InvariantCulture)),
            ("length", (length ?? _definition.GetProperty("length").GetInt32()).ToString(CultureInfo.InvariantCulture)),
            ("__RequestVerificationToken", _admin.Page.QuerySelector("input[name=__RequestVerificationToken]").GetAttribute("value"))
        };
        fields.AddRange(columns.Select((column, index) => ($"columns[{index}][data]", column)));
        if (sortedBy is not null)
        {
            Assert.That(columns, Does.Contain(sortedBy));
            fields.Add(("order[0][column]", columns.IndexOf(sortedBy).ToString(CultureInfo.InvariantCulture)));
            fields.Add(("order[0][dir]", direction));
        }

        foreach (var filter in _definition.GetProperty("filters").EnumerateArray())
        {
            var name = filter.GetProperty("name").GetString();
            var entered = filters.FirstOrDefault(one => one.Name == name).Value ?? ValueOf(filter);
            if (entered is not null)
                fields.Add((name, entered));
        }

        using var answer = await _admin.Http.PostAsync(_definition.GetProperty("url").GetString(),
            new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var page = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync());
        Assert.That(page.GetProperty("draw").GetString(), Is.EqualTo("7"));
        Total = page.GetProperty("recordsFiltered").GetInt32();
        Rows = [.. page.GetProperty("Data").EnumerateArray()];
    }

    private string ValueOf(JsonElement filter)
    {
        if (filter.GetProperty("value") is { ValueKind: not JsonValueKind.Null } value)
            return value.ToString();

        return _admin.Page.GetElementById(filter.GetProperty("field").GetString()) switch
        {
            IHtmlSelectElement select => select.Value,
            IHtmlInputElement { Type: "checkbox" } box => box.IsChecked ? "true" : "false",
            IHtmlInputElement input => input.Value,
            _ => null
        };
    }
}
