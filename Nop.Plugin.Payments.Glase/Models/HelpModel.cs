namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// A page of the documentation.
/// </summary>
/// <param name="Title">Its title</param>
/// <param name="Html">What follows, encoded</param>
public sealed record HelpModel(string Title, string Html);
