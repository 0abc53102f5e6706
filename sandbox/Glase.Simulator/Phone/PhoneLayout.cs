using System.Net;

namespace Glase.Simulator.Phone;

/// <summary>The frame of every page: one file, nothing loaded from anywhere.</summary>
internal static class PhoneLayout
{
    private static readonly string _styles = ReadStyles();

    public static string Write(string title, string body) => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <link rel="icon" href="data:,">
        <title>{Text(title)}</title>
        <style>
        {_styles}
        </style>
        </head>
        <body>
        {body}
        </body>
        </html>
        """;

    public static string Bar(string note) => "<header class=\"bar\"><span class=\"logo\" aria-hidden=\"true\">G</span> Glase"
        + $" <span class=\"demo\">{Text(note)}</span></header>";

    public static string Text(string value) => WebUtility.HtmlEncode(value ?? string.Empty);

    private static string ReadStyles()
    {
        using var stream = typeof(PhoneLayout).Assembly.GetManifestResourceStream("phone.css");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
