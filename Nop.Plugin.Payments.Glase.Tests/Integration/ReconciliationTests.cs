using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Glase.Simulator.Faults;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;
using Nop.Core.Domain.Payments;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Refunds;
using Nop.Plugin.Payments.Glase.Services.Reporting.Reconciling;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Sandbox.Data;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// A period's report against the shop's own payments and refunds, with the simulator's records on the other side.
/// </summary>
public class ReconciliationTests
{
    private ShopFixture _fixture;
    private HttpShopper _admin;

    [SetUp]
    public async Task SetUp()
    {
        _fixture = await ShopFixture.StartAsync(glaseOptions: options => options.ReportDelay = TimeSpan.FromMilliseconds(100));
        _admin = _fixture.NewShopper();
        await _admin.LogInAsAdminAsync();
        await ReportingShop.EnterCredentialsAsync(_fixture);
    }

    [TearDown]
    public async Task TearDown()
    {
        _admin.Dispose();
        await _fixture.DisposeAsync();
    }

    private IElement Differences => _admin.Page.QuerySelector("[data-glase-differences]");

    private Task<AdminGrid> ReadAsync(string sortedBy = null, string direction = "asc", int start = 0, string kind = "")
    {
        return AdminGrid.ReadAsync(_admin, "glase-differences-grid", start, 100, sortedBy, direction, ("KindId", kind));
    }

    private Task<AdminGrid> ReadMatchedAsync(string sortedBy = null, string direction = "asc", int start = 0)
    {
        return AdminGrid.ReadAsync(_admin, "glase-matched-grid", start, 100, sortedBy, direction);
    }

    [Test]
    public async Task Payments_and_refunds_that_both_have_match_and_are_drawn()
    {
        var payment = await ReportingShop.BuyAsync(_fixture);
        await ReportingShop.BuyAsync(_fixture);
        await RefundAsync(payment, 2.5m);
        var period = await ReportingShop.CloseAsync(_fixture);

        await _admin.GoAsync($"Admin/Glase/Period/{period.Id}/reconciliation");
        Assert.That(_admin.Page.Body.TextContent, Does.Contain("has not been loaded yet"));
        await _admin.PressAsync(_admin.Button("Load Glase's report"));
        await ShopFixture.UntilAsync(async () =>
        {
            await _admin.GoAsync($"Admin/Glase/Period/{period.Id}/reconciliation");
            return Differences is not null;
        }, "the comparison");

        var matched = await ReadMatchedAsync("Amount");
        Assert.Multiple(() =>
        {
            Assert.That(matched.Column("Amount"), Is.EqualTo(new[] { "-\u20ac2.50", "\u20ac10.45", "\u20ac10.45" }));
            Assert.That(matched.Texts, Has.Exactly(2).Contains($"\"Payments\":[{{\"Id\":{payment.Id},\"Title\":\"Payment no. {payment.Id}\"}}]"));
            Assert.That(matched.Texts, Has.Exactly(2).Contains($"\"Order\":{{\"Id\":{payment.OrderId},"));
            Assert.That(Differences.GetAttribute("data-glase-differences"), Is.EqualTo("0"));
            Assert.That(_admin.Page.QuerySelector("[data-glase-matched]").GetAttribute("data-glase-matched"), Is.EqualTo("3"));
            Assert.That(_admin.Page.QuerySelector("svg[role=img] desc").TextContent, Does.Contain("refunds €2.50"));
        });
        Assert.That(_admin.Page.QuerySelectorAll("svg[role=img] text")[0].TextContent, Is.EqualTo("EUR"), "the unit of the axis");
        ReportingShop.AssertAmountsStandAtTheEnd(_admin.Page);
        Assert.That(_fixture.Glase.Violations, Is.Empty);
    }

    [Test]
    public async Task What_one_side_lacks_and_what_differs_is_listed_with_what_to_do()
    {
        var lost = await ReportingShop.BuyAsync(_fixture);
        var changed = await ReportingShop.BuyAsync(_fixture);
        var kept = await ReportingShop.BuyAsync(_fixture);
        var period = await ReportingShop.CloseAsync(_fixture);
        await _fixture.ChangePaymentsAsync(payment =>
        {
            if (payment.Id == lost.Id)
                payment.ErsReference = "NOT-AT-GLASE";
            if (payment.Id == changed.Id)
                payment.PaidAmount += 1;
        });

        await ShowAsync(await ReportingShop.LoadAsync(_fixture, period));

        Assert.That(_admin.Page.QuerySelector("[data-glase-matched]").GetAttribute("data-glase-matched"), Is.EqualTo("1"));
        var texts = (await ReadAsync()).Texts;
        Assert.Multiple(() =>
        {
            Assert.That(texts, Has.Count.EqualTo(3));
            Assert.That(texts, Has.One.Contains("Amounts differ").And.Contains(changed.ErsReference).And.Contains("merchant portal"));
            Assert.That(texts, Has.One.Contains("Payment missing in the shop").And.Contains(lost.ErsReference));
            Assert.That(texts, Has.One.Contains("Payment missing at Glase").And.Contains("NOT-AT-GLASE").And.Contains("close to the period boundary"));
            Assert.That(texts, Has.None.Contains(kept.ErsReference));
            Assert.That(texts, Has.One.Contains("NOT-AT-GLASE").And.Contains($"\"Payments\":[{{\"Id\":{lost.Id},").And.Contains($"\"Order\":{{\"Id\":{lost.OrderId},"));
        });
        Assert.That((await ReadAsync("Kind", "desc")).Column("Kind"),
            Is.EqualTo(new[] { "Amounts differ", "Payment missing at Glase", "Payment missing in the shop" }));
        Assert.That((await ReadAsync("Reference")).Column("Reference"), Is.Ordered);
        var chosen = await ReadAsync(kind: $"{(int)DifferenceKind.AmountDiffers}");
        Assert.That((chosen.Total, chosen.Column("Kind").Single()), Is.EqualTo((1, "Amounts differ")));
    }

    [Test]
    public async Task A_refund_whose_answer_was_lost_is_only_proposed_by_the_report_that_lists_it()
    {
        var payment = await ReportingShop.BuyAsync(_fixture);
        _fixture.Glase.Faults.Add(Fault.ResetAfter().On("refundPayment"));
        await RefundAsync(payment, 2.5m);
        var period = await ReportingShop.CloseAsync(_fixture);

        await ShowAsync(await ReportingShop.LoadAsync(_fixture, period));

        var reference = _fixture.Glase.Refunds.Single().ErsReference;
        var refund = (await _fixture.AllAsync<GlaseRefund>()).Single();
        Assert.That(refund.Status, Is.EqualTo(GlaseRefundStatus.Unknown), "a report decides nothing");
        Assert.That((await _fixture.OnlyOrderAsync()).RefundedAmount, Is.Zero);
        Assert.That((refund.ProposedReference, refund.ProposedPeriodId), Is.EqualTo((reference, period.Id)));
        var row = (await ReadAsync(kind: $"{(int)DifferenceKind.UnresolvedRefund}")).Rows.Single();
        Assert.That(row.GetProperty("Advice").GetString(), Does.Contain("The report lists a refund of the same amount").And.Not.Contain("probably not"));

        await _admin.GoAsync($"Admin/Glase/Payment/{row.GetProperty("Payments")[0].GetProperty("Id")}");
        Assert.That(_admin.Page.QuerySelector("[data-glase-proposal]").TextContent, Does.Contain(reference).And.Contain("€2.50"));
        var button = _admin.Button("Confirm: this is the refund");
        await _admin.PressAsync(button);
        Assert.That(_admin.Notice, Does.Contain("The outcome was recorded"));
        await _admin.PressAsync(button);
        Assert.That(_admin.Notice, Does.Contain("The outcome is already known"));

        refund = (await _fixture.AllAsync<GlaseRefund>()).Single();
        var order = await _fixture.OnlyOrderAsync();
        Assert.Multiple(() =>
        {
            Assert.That(refund.Status, Is.EqualTo(GlaseRefundStatus.Succeeded));
            Assert.That(refund.ErsReference, Is.EqualTo(reference));
            Assert.That(refund.DecidedBy, Is.EqualTo("admin@example.com"));
            Assert.That(order.RefundedAmount, Is.EqualTo(2.5m));
            Assert.That(order.PaymentStatus, Is.EqualTo(PaymentStatus.PartiallyRefunded));
        });
        await ShowAsync(await ReportingShop.LoadAsync(_fixture, period));
        Assert.That(Differences.GetAttribute("data-glase-differences"), Is.EqualTo("0"));
    }

    [Test]
    public async Task A_report_in_another_currency_proposes_nothing()
    {
        var payment = await ReportingShop.BuyAsync(_fixture);
        _fixture.Glase.Faults.Add(Fault.ResetAfter().On("refundPayment"));
        await RefundAsync(payment, 2.5m);
        await ReportingShop.BuyAsync(_fixture);
        await _fixture.ChangePaymentsAsync(current =>
        {
            if (current.Id == payment.Id)
                (current.CurrencyCode, current.PaidCurrencyCode, current.ErsReference) = ("SEK", "SEK", "of another account");
        });

        await ReportingShop.LoadAsync(_fixture, await ReportingShop.CloseAsync(_fixture));

        Assert.That((await _fixture.AllAsync<GlaseRefund>()).Single().ProposedReference, Is.Null);
    }

    [Test]
    public async Task Two_refunds_that_could_be_meant_are_left_to_the_admin()
    {
        foreach (var acts in new[] { true, false })
        {
            var payment = await ReportingShop.BuyAsync(_fixture);
            _fixture.Glase.Faults.Add((acts ? Fault.ResetAfter() : Fault.ResetBefore()).On("refundPayment"));
            await RefundAsync(payment, 2.5m);
        }

        await ShowAsync(await ReportingShop.LoadAsync(_fixture, await ReportingShop.CloseAsync(_fixture)));

        Assert.That((await _fixture.AllAsync<GlaseRefund>()).Select(refund => refund.Status),
            Is.All.EqualTo(GlaseRefundStatus.Unknown));
        var row = (await ReadAsync(kind: $"{(int)DifferenceKind.RefundMissingInShop}")).Rows.Single();
        Assert.That(row.GetProperty("Payments").EnumerateArray().Select(payment => payment.GetProperty("Title").GetString()),
            Is.EqualTo(new[] { "Payment no. 1", "Payment no. 2" }));
    }

    [Test]
    public async Task A_refund_that_the_report_lacks_is_never_decided_by_itself()
    {
        var payment = await ReportingShop.BuyAsync(_fixture);
        _fixture.Glase.Faults.Add(Fault.ResetBefore().On("refundPayment"));
        await RefundAsync(payment, 2.5m);

        await ShowAsync(await ReportingShop.LoadAsync(_fixture, await ReportingShop.CloseAsync(_fixture)));

        Assert.That((await _fixture.AllAsync<GlaseRefund>()).Single().Status, Is.EqualTo(GlaseRefundStatus.Unknown));
        Assert.That((await ReadAsync()).Texts.Single(), Does.Contain("Refund with an unknown outcome").And.Contain("probably not"));
    }

    [Test]
    public async Task What_another_periods_report_lists_is_not_missing_in_this_one()
    {
        var payment = await ReportingShop.BuyAsync(_fixture);
        var first = await ReportingShop.LoadAsync(_fixture, await ReportingShop.CloseAsync(_fixture));
        await _fixture.ChangeAllAsync<GlasePeriod>(period => period.MarkedOnUtc = payment.PaidOnUtc.Value.AddMinutes(-1));
        var second = await ReportingShop.CloseAsync(_fixture);

        await ShowAsync(await ReportingShop.LoadAsync(_fixture, second));
        Assert.That(Differences.GetAttribute("data-glase-differences"), Is.EqualTo("0"));

        await ShowAsync(first);
        Assert.That(_admin.Page.QuerySelector("[data-glase-matched]").GetAttribute("data-glase-matched"), Is.EqualTo("1"),
            "found by its reference, whatever its time");
    }

    [Test]
    public async Task Ten_thousand_transactions_come_page_by_page()
    {
        const int all = 10_000;
        const int onlyInShop = 700;
        var period = await ReportingShop.CloseAsync(_fixture);
        await _fixture.ChangeAllAsync<GlasePeriod>(one => one.LoadedOnUtc = one.MarkedOnUtc);
        await _fixture.Shop.RunAsync(async services =>
        {
            await using var connection = services.GetRequiredService<ShopDatabase>().Connect();
            await connection.BulkCopyAsync(Enumerable.Range(1, all).Select(ArchivedPayments.Applied));
            await connection.BulkCopyAsync(Enumerable.Range(1, all - onlyInShop).Select(number => new GlaseReportedTransaction
            {
                PeriodId = period.Id,
                Number = number,
                ErsReference = $"ERS{number}",
                Amount = 10m
            }));
        });

        var started = TimeProvider.System.GetTimestamp();
        await ShowAsync(period);
        await TestContext.Out.WriteLineAsync($"{TimeProvider.System.GetElapsedTime(started).TotalSeconds:0.0} s");

        Assert.Multiple(() =>
        {
            Assert.That(_admin.Page.QuerySelector("[data-glase-matched]").GetAttribute("data-glase-matched"), Is.EqualTo("9300"));
            Assert.That(Differences.GetAttribute("data-glase-differences"), Is.EqualTo("700"));
        });
        started = TimeProvider.System.GetTimestamp();
        var (first, last) = (await ReadAsync("Reference"), await ReadAsync("Reference", start: 600));
        var (newest, oldest) = (await ReadMatchedAsync("Time", "desc"), await ReadMatchedAsync("Time", "desc", 9200));
        await TestContext.Out.WriteLineAsync($"{TimeProvider.System.GetElapsedTime(started).TotalSeconds:0.0} s");
        Assert.That((first.Total, first.Rows.Count, last.Rows.Count), Is.EqualTo((700, 100, 100)));
        Assert.That(first.Column("Reference").Concat(last.Column("Reference")), Is.Unique.And.Ordered);
        Assert.That((newest.Total, newest.Rows.Count, oldest.Rows.Count), Is.EqualTo((9300, 100, 100)));
        Assert.That(newest.Column("Reference").Concat(oldest.Column("Reference")), Is.Unique);
    }

    private Task<IHtmlDocument> ShowAsync(GlasePeriod period) => _admin.GoAsync($"Admin/Glase/Period/{period.Id}/reconciliation");

    private Task RefundAsync(GlasePayment payment, decimal amount)
    {
        return _fixture.Shop.RunAsync(async services =>
        {
            var result = await services.GetRequiredService<RefundExecutor>().RefundAsync(payment, amount, 0, "Refund");
            if (result.Status == GlaseRefundStatus.Succeeded)
                await services.GetRequiredService<OrderRefundSync>().SyncAsync(payment.Id);
        });
    }
}
