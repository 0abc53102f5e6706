using System.Diagnostics;
using Glase.Simulator.Faults;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// Glase being slow, down or confused never breaks or hangs a checkout.
/// </summary>
public class GlaseOutageTests : ShopTestBase
{
    public static IEnumerable<Fault> Faults =>
    [
        Fault.Delay(TimeSpan.FromSeconds(20)), Fault.ResetBefore(), Fault.ResetAfter(), Fault.Http(500), Fault.Http(503), Fault.Soap(),
        Fault.Truncated(), Fault.Huge(), Fault.DtdBomb(), Fault.WrongContentType(), Fault.Result(20), Fault.Result(93)
    ];

    [SetUp]
    public async Task SetUp()
    {
        await _httpShopper.PutIntoCartAsync();
    }

    [TestCaseSource(nameof(Faults))]
    public async Task The_step_comes_up_in_time_and_trying_again_helps_once_it_is_over(Fault fault)
    {
        await _httpShopper.CheckOutAsync("Payments.CheckMoneyOrder");
        var withoutGlase = await TimeAsync("Payments.CheckMoneyOrder");
        _fixture.Glase.Faults.Add(fault.Forever());
        var withGlase = await TimeAsync(GlaseDefaults.SystemName);

        Assert.That(_httpShopper.Code.State, Is.EqualTo("unavailable"));
        Assert.That(_httpShopper.Code.RenewUrl, Is.Not.Null);
        Assert.That(withGlase, Is.LessThan(TimeSpan.FromSeconds(4) + 2 * withoutGlase), "four seconds, and what a busy machine adds");

        _fixture.Glase.Faults.Clear();
        // A circuit that opened is closed again after five seconds.
        await ShopFixture.UntilAsync(async () =>
        {
            var response = await _httpShopper.Http.PostAsync(_httpShopper.Code.RenewUrl, new FormUrlEncodedContent([_httpShopper.Code.RequestToken]));
            await _httpShopper.GoAsync("checkout/paymentinfo");
            return response.IsSuccessStatusCode && _httpShopper.Code.State == "waiting";
        }, "a code after the outage");
    }

    [Test]
    public async Task However_many_shoppers_come_while_Glase_is_down_the_log_says_so_once()
    {
        _fixture.Glase.Faults.Add(Fault.Http(503).Forever());
        await _httpShopper.CheckOutAsync();
        for (var visit = 0; visit < 12; visit++)
            await _httpShopper.GoAsync("checkout/paymentinfo");

        Assert.That((await _fixture.AllAsync<Nop.Core.Domain.Logging.Log>()).Select(log => log.ShortMessage),
            Has.Exactly(1).Contains("did not issue the invoice"));
    }

    [Test]
    public async Task The_other_payment_methods_stay_open()
    {
        _fixture.Glase.Faults.Add(Fault.Http(503).Forever());
        await _httpShopper.CheckOutAsync();

        await _httpShopper.ChooseMethodAsync("Payments.CheckMoneyOrder");
        await _httpShopper.ContinueAndConfirmAsync();

        Assert.That(await _fixture.AllAsync<Order>(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Rows_that_Glase_refuses_are_replaced_by_one_with_the_total()
    {
        _fixture.Glase.Faults.Add(Fault.Result(49).On("sendInvoice").Times(1));

        var code = await _httpShopper.CheckOutAsync();

        var content = _fixture.Glase.Invoice(code.Reference).Content;
        Assert.That(content.InvoiceRows, Has.Length.EqualTo(1));
        Assert.That(content.TotalAmount.Value, Is.EqualTo((await _fixture.LastPaymentAsync()).Amount));
        Assert.That((await _fixture.AllAsync<Nop.Core.Domain.Logging.Log>()).Select(log => log.ShortMessage),
            Has.Some.Contains("did not accept the invoice rows"));
    }

    [Test]
    public async Task A_notification_that_could_not_be_verified_is_not_answered_with_200()
    {
        var code = await _httpShopper.CheckOutAsync();
        var notification = _fixture.Glase.Invoice(code.Reference).Content.NotificationUrl;
        _fixture.Glase.Faults.Add(Fault.Http(500).Forever());
        using var client = new HttpClient();

        var response = await client.PostAsync(notification, null);

        Assert.That((int)response.StatusCode, Is.GreaterThanOrEqualTo(500));
    }

    [Test]
    public async Task A_forged_notification_changes_nothing()
    {
        var code = await _httpShopper.CheckOutAsync();
        using var client = new HttpClient();

        var response = await client.PostAsync(_fixture.Glase.Invoice(code.Reference).Content.NotificationUrl,
            new FormUrlEncodedContent([KeyValuePair.Create("invoiceReference", code.Reference), KeyValuePair.Create("status", "PAID")]));

        Assert.That(response.IsSuccessStatusCode, Is.True);
        Assert.That((await _fixture.LastPaymentAsync()).Status, Is.EqualTo(GlasePaymentStatus.Issued));
        Assert.That(await _fixture.AllAsync<Order>(), Is.Empty);
    }

    [Test]
    public async Task Somebody_who_waits_is_told_that_Glase_does_not_answer_and_stays_on()
    {
        var code = await _httpShopper.CheckOutAsync();
        _fixture.Glase.Faults.Add(Fault.Http(500).Forever());

        var status = await _httpShopper.Http.GetStringAsync(code.StatusUrl);

        Assert.That(status, Does.Contain("\"state\":\"waiting\"").And.Contain("\"trouble\":true"));
    }

    private async Task<TimeSpan> TimeAsync(string method)
    {
        var watch = Stopwatch.StartNew();
        await _httpShopper.ChooseMethodAsync(method);
        return watch.Elapsed;
    }
}
