using Glase.Simulator.Rules;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Orders;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// Each word that Glase may answer has its effect and its page, and none moves an order backwards.
/// </summary>
public class PaymentStatusMatrixTests : ShopTestBase
{
    private PaymentElement _code;

    [SetUp]
    public async Task SetUp()
    {
        _fixture.Glase.NotificationMode = NotificationMode.Off;
        await _fixture.ChangeAsync(settings => settings.QrCodePlacement = QrCodePlacement.AfterOrder);
        await _httpShopper.PutIntoCartAsync();
        await _httpShopper.CheckOutAsync();
        await _httpShopper.ContinueAndConfirmAsync();
        _code = _httpShopper.Code;
    }

    [TestCase("ISSUED", "waiting", PaymentStatus.Pending)]
    [TestCase("PENDING_ISSUER_ACKNOWLEDGE", "inProgress", PaymentStatus.Pending)]
    [TestCase("PARTIALLY_PAID", "inProgress", PaymentStatus.Pending)]
    [TestCase("RESERVED", "reserved", PaymentStatus.Authorized)]
    [TestCase("PAID", "paid", PaymentStatus.Paid)]
    [TestCase("CANCELED", "cancelled", PaymentStatus.Pending)]
    [TestCase("FAILED", "failed", PaymentStatus.Pending)]
    [TestCase("EXPIRED", "expired", PaymentStatus.Pending)]
    [TestCase("A_WORD_NOBODY_KNOWS", "waiting", PaymentStatus.Pending)]
    public async Task Each_word_has_its_state_and_its_effect_on_the_order(string word, string state, PaymentStatus payment)
    {
        await SayAsync(word, state);

        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(payment));
    }

    [TestCase("CANCELED", "cancelled")]
    [TestCase("FAILED", "failed")]
    [TestCase("EXPIRED", "expired")]
    public async Task What_ended_without_money_offers_a_new_code(string word, string state)
    {
        await SayAsync(word, state);

        await _httpShopper.GoAsync($"glase/{_code.Token}");
        await _httpShopper.PressAsync(_httpShopper.Page.QuerySelector($".glase-panel:not([hidden]) [data-glase-action=renew] button"));

        Assert.That(_httpShopper.Code.State, Is.EqualTo("waiting"));
        Assert.That(_httpShopper.Code.Reference, Is.Not.EqualTo(_code.Reference));
    }

    [TestCase("PENDING_ISSUER_ACKNOWLEDGE", "inProgress")]
    [TestCase("PARTIALLY_PAID", "inProgress")]
    [TestCase("A_WORD_NOBODY_KNOWS", "waiting")]
    public async Task What_is_still_under_way_is_asked_about_until_it_is_paid(string word, string state)
    {
        await SayAsync(word, state);

        _fixture.Glase.Pay(_code.Reference);
        await _httpShopper.CompleteAsync(_code);

        Assert.That((await _fixture.OnlyOrderAsync()).PaymentStatus, Is.EqualTo(PaymentStatus.Paid));
    }

    [Test]
    public async Task Late_and_repeated_answers_leave_a_partly_refunded_order_as_it_is()
    {
        _fixture.Glase.Pay(_code.Reference);
        await _httpShopper.CompleteAsync(_code);
        await _fixture.Shop.RunAsync(async services => await services.GetRequiredService<IOrderProcessingService>()
            .PartiallyRefundAsync(await services.GetRequiredService<IOrderService>().GetOrderByIdAsync((await _fixture.OnlyOrderAsync()).Id), 4m));
        var notes = (await _fixture.AllAsync<OrderNote>()).Count;

        for (var round = 0; round < 3; round++)
        {
            await _fixture.Glase.NotifyAsync(_code.Reference);
            await _httpShopper.Http.GetAsync(_code.StatusUrl);
            await _httpShopper.Http.GetAsync($"glase/{_code.Token}/return");
            await _httpShopper.CompleteAsync(_code);
            await _fixture.RunTaskAsync();
        }

        var order = await _fixture.OnlyOrderAsync();
        Assert.Multiple(async () =>
        {
            Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.PartiallyRefunded));
            Assert.That(order.RefundedAmount, Is.EqualTo(4m));
            Assert.That(await _fixture.AllAsync<OrderNote>(), Has.Count.EqualTo(notes));
            Assert.That(_fixture.Glase.Refunds, Has.Count.EqualTo(1));
        });
    }

    /// <summary>
    /// Lets Glase say a word, and waits until the shopper's page says its own.
    /// </summary>
    private async Task SayAsync(string word, string state)
    {
        if (word == "PAID")
            _fixture.Glase.Pay(_code.Reference);
        else
            _fixture.Glase.SetStatus(_code.Reference, word);

        var asked = _fixture.Glase.Calls("getPaymentStatus").Count;
        await ShopFixture.UntilAsync(async () =>
        {
            var answer = await _httpShopper.Http.GetStringAsync(_code.StatusUrl);
            return answer.Contains($"\"{state}\"", StringComparison.Ordinal)
                && _fixture.Glase.Calls("getPaymentStatus").Count > asked;
        }, $"{state} on the page");
    }
}
