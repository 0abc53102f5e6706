using Microsoft.Playwright;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Browser;

/// <summary>
/// The browser of all tests in this folder: Chromium or Chrome of the machine, named by CHROMIUM or found where systems put it;
/// Chromium without windows (Debian's chromium-headless-shell) before others, because it takes half of the processor time.
/// Without one the tests are skipped; with GLASE_REQUIRE_BROWSER=1 they fail.
/// </summary>
[SetUpFixture]
public sealed class Chromium
{
    private static readonly string[] _names =
        ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

    private static IPlaywright _playwright;
    private static IBrowser _browser;

    internal static IBrowser Browser => _browser;

    [OneTimeSetUp]
    public async Task LaunchAsync()
    {
        var path = Find();
        if (path is null)
        {
            const string reason = "There is no Chromium or Chrome on this machine, and CHROMIUM does not name one.";
            if (Environment.GetEnvironmentVariable("GLASE_REQUIRE_BROWSER") == "1")
                Assert.Fail(reason);
            Assert.Ignore(reason);
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = path });
        Assertions.SetDefaultExpectTimeout((float)BrowserShopper.Patience.TotalMilliseconds);
    }

    [OneTimeTearDown]
    public async Task CloseAsync()
    {
        if (_browser is not null)
            await _browser.CloseAsync();
        _playwright?.Dispose();
        await BrowserShops.CloseAllAsync();
    }

    private static string Find()
    {
        var named = Environment.GetEnvironmentVariable("CHROMIUM");
        if (!string.IsNullOrEmpty(named))
            return File.Exists(named) ? named : null;

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Append("/Applications/Google Chrome.app/Contents/MacOS")
            .Append(@"C:\Program Files\Google\Chrome\Application");
        return folders.SelectMany(folder => _names.Append("Google Chrome").Append("chrome.exe"),
            (folder, name) => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }
}
