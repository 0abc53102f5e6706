namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// A report as Glase wrote it.
/// </summary>
/// <param name="Title">May be null</param>
/// <param name="MimeType">May be null, and may say text/html of XML</param>
/// <param name="Text">
/// The report, usually XML and not always well-formed; empty when Glase sent an empty one. At most 32 MB.
/// </param>
public sealed record Report(string Title, string MimeType, string Text);
