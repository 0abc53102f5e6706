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
        var shop = await TestShop.SharedAsync(placement: placement);
        await using var shopper = await Shopper.EnterAsync(shop);
        await shopper.FillCartAsync();
        await shopper.GoToPaymentStepAsync();
        if (placement == QrCodePlacement.AfterOrder)
            await shopper.PlaceOrderAsync();
        var reference = await shopper.CodeAsync();
        await Assertions.Expect(shopper.Status).ToHaveTextAsync("Waiting for your payment");
        await Assertions.Expect(shopper.Payment.Locator("[aria-live], [role=status]")).ToHaveCountAsync(1);
        await RecordAsync(shopper);

        shop.Glase.SetStatus(reference, "PENDING_ISSUER_ACKNOWLEDGE");
        await shopper.StateIsAsync("inProgress");
        await Assertions.Expect(shopper.Status).ToHaveTextAsync("Waiting for you to confirm");
        shop.Glase.Cancel(reference);
        await shopper.StateIsAsync("cancelled");

        Assert.That(await RecordedAsync(shopper), Is.EqualTo(new[] { "Waiting for you to confirm", "" }),
            "in the one live line, once each, and no second told by the clock");
        Assert.That(await shopper.FocusedTextAsync(), Is.EqualTo("The payment was cancelled"));
    }

    // What a screen reader would be told: changes of the text in the line that was live from the beginning.
    private static async Task RecordAsync(Shopper shopper)
    {
        await shopper.Page.EvaluateAsync("""
            () => {
                const line = document.querySelector('glase-payment [role=status][aria-live=polite]');
                window.readOut = [];
                new MutationObserver(() => window.readOut.push(line.textContent))
                    .observe(line, { childList: true, characterData: true, subtree: true });
            }
            """);
    }

    private static Task<string[]> RecordedAsync(Shopper shopper) => shopper.Page.EvaluateAsync<string[]>("window.readOut");
}
