using Microsoft.Playwright;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Browser;

/// <summary>
/// A picture below docs/images.
/// </summary>
internal static class Picture
{
    private const int MostBytes = 200_000;
    private const int Margin = 16;

    /// <summary>
    /// Takes what the window shows.
    /// </summary>
    public static async Task OfWindowAsync(BrowserShopper visitor, string name)
    {
        Save(name, await visitor.Page.ScreenshotAsync());
    }

    /// <summary>
    /// Takes one part of the page, with a margin around it.
    /// </summary>
    public static async Task OfAsync(BrowserShopper visitor, string name, string part)
    {
        var box = await visitor.Page.Locator(part).EvaluateAsync<float[]>("""
            part => {
                // Bars that stay in view lie over the page elsewhere.
                scrollTo(0, 0);
                const box = part.getBoundingClientRect();
                return [box.left + scrollX, box.top + scrollY, box.width, box.height];
            }
            """);
        // The page's main part has a margin of its own.
        var margin = part == "main" ? 0 : Margin;
        Save(name, await visitor.Page.ScreenshotAsync(new PageScreenshotOptions
        {
            FullPage = true,
            Clip = new Clip
            {
                X = Math.Max(box[0] - margin, 0),
                Y = Math.Max(box[1] - margin, 0),
                Width = box[2] + 2 * margin,
                Height = box[3] + 2 * margin
            }
        }));
    }

    private static void Save(string name, byte[] png)
    {
        Assert.That(png, Has.Length.LessThan(MostBytes), $"{name} is too large for a page that loads fast");
        File.WriteAllBytes(Path.Combine(Repository.Root, "docs", "images", name + ".png"), png);
    }
}
