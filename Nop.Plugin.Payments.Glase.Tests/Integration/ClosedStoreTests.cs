using Nop.Core.Domain;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// The owner closes the store, or shuts guests out, while somebody pays.
/// </summary>
[Parallelizable(ParallelScope.Self)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class ClosedStoreTests : ShopTestBase
{
    private PaymentElement _code;

    [SetUp]
    public async Task SetUp()
    {
        await _httpShopper.PutIntoCartAsync();
        _code = await _httpShopper.GetCodeAsync();
    }

    [Test]
    public async Task Completing_a_payment_in_a_closed_store_says_that_it_is_paid()
    {
        await CloseAsync();
        _fixture.Glase.Pay(_code.Reference);

        await _httpShopper.CompleteAsync(_code);

        await SaysThatItIsPaidAsync();
    }

    [TestCase("return")]
    [TestCase("")]
    public async Task The_payments_pages_say_in_a_closed_store_that_it_is_paid(string page)
    {
        _fixture.Glase.Pay(_code.Reference);
        await _httpShopper.CompleteAsync(_code);
        await CloseAsync();

        await _httpShopper.GoAsync($"glase/{_code.Token}/{page}".TrimEnd('/'));

        await SaysThatItIsPaidAsync();
    }

    [Test]
    public async Task A_reservation_in_a_closed_store_is_told_as_one()
    {
        await _fixture.ChangeAsync(settings => settings.CaptureMode = CaptureMode.Manual);
        using var other = _fixture.NewShopper();
        await other.PutIntoCartAsync();
        var code = await other.GetCodeAsync();
        await CloseAsync();
        _fixture.Glase.Pay(code.Reference);

        await other.CompleteAsync(code);

        Assert.That(other.Page.QuerySelector(".glase-receipt").TextContent, Does.Contain("Payment approved"));
        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Authorized));
    }

    [Test]
    public async Task A_guest_in_a_store_that_no_longer_takes_guests_is_told_that_it_is_paid()
    {
        _fixture.Glase.Pay(_code.Reference);
        await _httpShopper.CompleteAsync(_code);
        await _fixture.Shop.ChangeSettingsAsync<OrderSettings>(settings => settings.AnonymousCheckoutAllowed = false);

        await _httpShopper.GoAsync($"glase/{_code.Token}/return");

        await SaysThatItIsPaidAsync();
    }

    [Test]
    public async Task An_open_store_shows_its_own_page()
    {
        _fixture.Glase.Pay(_code.Reference);

        await _httpShopper.CompleteAsync(_code);

        Assert.That(_httpShopper.At.AbsolutePath, Does.StartWith("/checkout/completed/"));
    }

    private Task CloseAsync()
    {
        return _fixture.Shop.ChangeSettingsAsync<StoreInformationSettings>(settings => settings.StoreClosed = true);
    }

    private async Task SaysThatItIsPaidAsync()
    {
        var order = await _fixture.OnlyOrderAsync();
        Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
        Assert.That(_httpShopper.At.AbsolutePath, Does.StartWith("/glase/"));
        var receipt = _httpShopper.Page.QuerySelector(".glase-receipt");
        Assert.That(receipt?.TextContent, Does.Contain("Paid, thank you").And.Contain($"order {order.CustomOrderNumber} "));
    }
}
