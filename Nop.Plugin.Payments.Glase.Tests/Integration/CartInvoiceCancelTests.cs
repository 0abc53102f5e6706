using Glase.Simulator.Faults;
using Glase.Simulator.Rules;
using Nop.Core.Domain.Logging;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// A code that can no longer ask for what its cart costs is cancelled, or hidden while somebody is paying it.
/// </summary>
public class CartInvoiceCancelTests : CartInvoiceUpdateTestBase
{
    [Test]
    public async Task Emptying_the_cart_cancels_the_invoice()
    {
        await ShowCodeAsync(Map);

        await SetQuantityAsync(0, 0);

        await ShopFixture.UntilAsync(async () => await StateAsync() == "withdrawn", "the code to be cancelled");
        Assert.That(Payable, Is.Empty);
    }

    [Test]
    public async Task A_gift_card_for_all_of_it_cancels_the_invoice()
    {
        await ShowCodeAsync(Map);

        await _httpShopper.UseCodeAsync("#giftcardcouponcode", "GIFT-25");

        await ShopFixture.UntilAsync(async () => await StateAsync() == "withdrawn", "the code to be cancelled");
        Assert.That(Payable, Is.Empty);
    }

    [Test]
    public async Task A_change_that_Glase_refuses_cancels_the_invoice_and_the_next_one_is_right()
    {
        await ShowCodeAsync(Map);
        _fixture.Glase.Faults.Add(Fault.Result(91).On("updateInvoice").Forever());

        await SetQuantityAsync(0, 2);

        // A machine that is busy with other tests may take longer than a change waits: then its time is over.
        await ShopFixture.UntilAsync(async () => await StateAsync() is "withdrawn" or "expired", "the code to be cancelled");
        Assert.That(Payable, Is.Empty);
        await _httpShopper.Http.PostAsync(_tab.RenewUrl, new FormUrlEncodedContent([_tab.RequestToken]));
        Assert.That(_fixture.Glase.Invoice(Payable.Single()).Content.TotalAmount.Value, Is.EqualTo(15.54m));
    }

    [Test]
    public async Task A_code_that_the_payer_holds_is_shown_no_more_and_what_is_paid_with_it_goes_back()
    {
        await ShowCodeAsync(Map);
        _fixture.Glase.Start(_tab.Reference);

        await SetQuantityAsync(0, 2);
        await ShopFixture.UntilAsync(async () => await StateAsync() == "changed", "the code to be hidden");
        _fixture.Glase.Pay(_tab.Reference);
        await ShopFixture.UntilAsync(async () => (await _fixture.LastPaymentAsync()).PaidOnUtc is not null, "the payment");
        await _fixture.ChangePaymentsAsync(payment => payment.PaidOnUtc -= GlaseDefaults.BrowserGracePeriod);
        await _fixture.RunTaskAsync();
        await _fixture.RunTaskAsync();

        Assert.That(await OrdersAsync(), Is.Empty);
        Assert.That(_fixture.Glase.Invoice(_tab.Reference).Refunds.Single().Amount.Value, Is.EqualTo(7.77m));
    }

    [Test]
    public async Task A_code_that_the_payer_puts_away_gives_way_to_a_new_one()
    {
        await ShowCodeAsync(Map);
        _fixture.Glase.Start(_tab.Reference);
        await SetQuantityAsync(0, 2);
        await ShopFixture.UntilAsync(async () => await StateAsync() == "changed", "the code to be hidden");

        _fixture.Glase.Cancel(_tab.Reference);
        await ShopFixture.UntilAsync(async () => await StateAsync() == "withdrawn", "the end of the code");
        await _httpShopper.Http.PostAsync(_tab.RenewUrl, new FormUrlEncodedContent([_tab.RequestToken]));

        Assert.That(_fixture.Glase.Invoice(Payable.Single()).Content.TotalAmount.Value, Is.EqualTo(15.54m));
    }

    [Test]
    public async Task What_was_reserved_after_a_lost_answer_is_released_also_when_the_cart_is_changed_back()
    {
        await _fixture.ChangeAsync(settings => settings.CaptureMode = CaptureMode.Manual);
        await ShowCodeAsync(Map, quantity: 2);
        _fixture.Glase.NotificationMode = NotificationMode.Off;
        _fixture.Glase.Faults.Add(Fault.ResetAfter().On("updateInvoice").Forever());
        _fixture.Glase.Faults.Add(Fault.Http(503).On("cancelInvoice").Forever());
        await SetQuantityAsync(0, 1);
        await ShopFixture.UntilAsync(async () => (await _fixture.AllAsync<Log>()).Any(entry => entry.Id > _lastEntry
            && entry.ShortMessage.Contains("no longer matches its cart", StringComparison.Ordinal)), "the lost answer");
        _fixture.Glase.Reserve(_tab.Reference);
        _fixture.Glase.Faults.Clear();
        await SetQuantityAsync(0, 2);

        using (await _httpShopper.CompleteAsync(_tab))
            Assert.That(_httpShopper.Page.Body.TextContent, Does.Contain("the order could not be completed with it"));
        await _fixture.ChangePaymentsAsync(payment => payment.ReservedOnUtc -= GlaseDefaults.BrowserGracePeriod);
        await _fixture.RunTaskAsync();

        Assert.That(await OrdersAsync(), Is.Empty);
        Assert.That(_fixture.Glase.Invoice(_tab.Reference).Status, Is.EqualTo("CANCELED"));
        await _fixture.ChangeAsync(settings => settings.CaptureMode = CaptureMode.Immediate);
    }

    [Test]
    public async Task After_a_lost_answer_the_invoice_is_cancelled_because_its_amount_is_unknown()
    {
        await ShowCodeAsync(Map);
        _fixture.Glase.Faults.Add(Fault.ResetAfter().On("updateInvoice").Forever());

        await SetQuantityAsync(0, 2);

        await ShopFixture.UntilAsync(async () => await StateAsync() == "expired", "the code to be cancelled");
        Assert.That(Payable, Is.Empty);
        Assert.That((await _fixture.AllAsync<Log>()).Count(entry => entry.Id > _lastEntry &&
            entry.ShortMessage.Contains("no longer matches its cart", StringComparison.Ordinal)), Is.EqualTo(1));
    }
}
