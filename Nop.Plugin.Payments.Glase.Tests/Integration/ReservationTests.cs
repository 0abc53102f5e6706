using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// Money that Glase holds for the shop authorizes an order.
/// </summary>
public class ReservationTests : ReservationTestBase
{
    [Test]
    public async Task The_shopper_reads_that_the_amount_is_reserved_and_gets_the_order()
    {
        await _httpShopper.GoAsync($"glase/{_code.Token}");
        Assert.That(_httpShopper.Code.State, Is.EqualTo("reserved"));

        await _httpShopper.CompleteAsync(_httpShopper.Code);

        var order = await _fixture.OnlyOrderAsync();
        Assert.Multiple(() =>
        {
            Assert.That(_httpShopper.At.AbsolutePath, Does.Contain("completed"));
            Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.Authorized));
            Assert.That(order.AuthorizationTransactionId, Is.EqualTo(_code.Reference));
        });
    }

    [Test]
    public async Task A_placed_order_is_authorized_once()
    {
        var code = await PlaceThenReserveAsync();

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _httpShopper.Http.GetAsync(code.StatusUrl)));
        await _httpShopper.CompleteAsync(code);

        Assert.That((await _fixture.AllAsync<Order>())[^1].PaymentStatus, Is.EqualTo(PaymentStatus.Authorized));
        Assert.That(await _fixture.NotesOfGlaseAsync(), Has.One.Contains($"reserved, invoice {code.Reference}"));
    }

    [Test]
    public async Task The_last_page_says_that_the_amount_is_only_reserved()
    {
        await _httpShopper.CompleteAsync(_code);

        Assert.That(_httpShopper.Page.QuerySelector(".glase-reference").TextContent, Does.Contain("reserved and not charged yet"));
    }

    [Test]
    public async Task When_the_browser_is_gone_the_task_places_the_order()
    {
        await LetTheTaskFinishAsync();

        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Authorized));
    }

    private async Task<PaymentElement> PlaceThenReserveAsync()
    {
        await _httpShopper.CompleteAsync(_code);
        await _fixture.ChangeAsync(settings => settings.QrCodePlacement = QrCodePlacement.AfterOrder);
        await _httpShopper.PutIntoCartAsync();
        await _httpShopper.CheckOutAsync();
        await _httpShopper.ContinueAndConfirmAsync();
        _fixture.Glase.Reserve(_httpShopper.Code.Reference);
        return _httpShopper.Code;
    }
}
