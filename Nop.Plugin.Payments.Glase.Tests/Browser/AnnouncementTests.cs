using Microsoft.Playwright;
using Nop.Plugin.Payments.Glase.Domain;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Browser;

/// <summary>
/// Screen readers read out what changes inside an element that was there before and is live, and what gets the focus.
/// </summary>
public class AnnouncementTests
{
    [TestCase(QrCodePlacement.PaymentStep)]
    [TestCase(QrCodePlacement.AfterOrder)]
    public async Task Each_change_of_state_is_read_out(QrCodePlacement placement)
    {
        var fixture = await BrowserShops.SharedAsync(placement: placement);
        await using var browserShopper = await BrowserShopper.EnterAsync(fixture);
        await browserShopper.FillCartAsync();
        await browserShopper.GoToPaymentStepAsync();
        if (placement == QrCodePlacement.AfterOrder)
            await browserShopper.PlaceOrderAsync();
        var reference = await browserShopper.CodeAsync();
        await Assertions.Expect(browserShopper.Status).ToHaveTextAsync("Waiting for your payment");
        await Assertions.Expect(browserShopper.Payment.Locator("[aria-live]:visible, [role=status]:visible")).ToHaveCountAsync(1);
        await RecordAsync(browserShopper);

        fixture.Glase.SetStatus(reference, "PENDING_ISSUER_ACKNOWLEDGE");
        await browserShopper.StateIsAsync("inProgress");
        await Assertions.Expect(browserShopper.Status).ToHaveTextAsync("Waiting for you to confirm");
        fixture.Glase.Cancel(reference);
        await browserShopper.StateIsAsync("cancelled");

        Assert.That(await RecordedAsync(browserShopper), Is.EqualTo(new[] { "Waiting for you to confirm", "" }),
            "in the one live line, once each, and no second told by the clock");
        Assert.That(await browserShopper.FocusedTextAsync(), Is.EqualTo("The payment was cancelled"));
    }

    // What a screen reader would be told: changes of the text in the line that was live from the beginning.
    private static async Task RecordAsync(BrowserShopper browserShopper)
    {
        await browserShopper.Page.EvaluateAsync("""
            () => {
                const line = document.querySelector('glase-payment [role=status][aria-live=polite]');
                window.readOut = [];
                new MutationObserver(() => window.readOut.push(line.textContent))
                    .observe(line, { childList: true, characterData: true, subtree: true });
            }
            """);
    }

    private static Task<string[]> RecordedAsync(BrowserShopper browserShopper) => browserShopper.Page.EvaluateAsync<string[]>("window.readOut");
}
