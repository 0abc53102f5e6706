using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Moq;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Reporting;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Logging;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Reporting;

/// <summary>
/// Reports are fetched while nobody's page waits.
/// </summary>
public class ReportJobRunnerTests
{
    private static readonly Report _report = new("Title", "text/html", "<TransactionSummary/>");

    private readonly GlasePeriod _period = new() { Id = 1, StoreId = 1, TransactionPeriodId = "P1", TerminalId = "T1", Status = GlasePeriodStatus.Marked };

    private PaymentFixture _fixture;
    private CancellationTokenSource _stopping;
    private ServiceProvider _services;
    private ReportJobRunner _jobs;
    private ReportJobRunner _otherNode;
    private MemoryRepository<GlaseReportJob> _rows;
    private int _asked;
    private Func<int, CancellationToken, Task<Report>> _glase;

    [SetUp]
    public void SetUp()
    {
        _fixture = new PaymentFixture();
        _stopping = new CancellationTokenSource();
        _asked = 0;
        _rows = new MemoryRepository<GlaseReportJob>();
        _glase = (_, _) => Task.FromResult(_report);
        _fixture.Client.Setup(client => client.ExecuteReportAsync(It.IsAny<GlaseConnection>(), It.IsAny<string>(), It.IsAny<string>(),
                It.IsAny<IReadOnlyDictionary<string, string>>(), It.IsAny<CancellationToken>()))
            .Returns((GlaseConnection _, string _, string _, IReadOnlyDictionary<string, string> _, CancellationToken token) =>
                _glase(Interlocked.Increment(ref _asked), token));
        _services = new ServiceCollection()
            .AddScoped(_ => new ReportFetcher(_fixture.Connections, _fixture.Client.Object, _fixture.Clock))
            .AddScoped(_ => new ReportJobStore(new MemoryDataProvider(_rows), _rows))
            .AddSingleton(_fixture.Logger.Object)
            .BuildServiceProvider();
        _jobs = NewNode();
        _otherNode = NewNode();
        _period.MarkedOnUtc = _fixture.Now.AddHours(-1);
    }

    [TearDown]
    public void TearDown()
    {
        _jobs.Dispose();
        _otherNode.Dispose();
        _services.Dispose();
        _stopping.Dispose();
    }

    [Test]
    public async Task Many_who_look_fetch_it_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => _jobs.GetOrStartAsync(_period, ReportKind.ShopSummary))));

        var progress = await EndAsync();

        Assert.That(progress.State, Is.EqualTo(ReportState.Done));
        Assert.That(progress.Report, Is.SameAs(_report));
        Assert.That(_asked, Is.EqualTo(1));
    }

    [Test]
    public async Task One_that_is_not_ready_is_asked_for_again_each_three_seconds()
    {
        _glase = (number, _) => number < 4 ? NotReady() : Task.FromResult(_report);
        await _jobs.GetOrStartAsync(_period, ReportKind.ShopSummary);

        for (var number = 1; number < 4; number++)
        {
            await AskedAsync(number);
            Assert.That((await FindAsync()).PollCount, Is.EqualTo(number));
            await AdvanceAsync(GlaseDefaults.ReportInterval);
        }

        var progress = await EndAsync();
        Assert.That((progress.State, progress.PollCount), Is.EqualTo((ReportState.Done, 4)));
        Assert.That(progress.Elapsed, Is.EqualTo(3 * GlaseDefaults.ReportInterval));
    }

    [Test]
    public async Task After_two_minutes_it_is_given_up()
    {
        _glase = (_, _) => NotReady();
        await _jobs.GetOrStartAsync(_period, ReportKind.ShopSummary);
        for (var number = 1; number <= 40 && (await FindAsync()).State == ReportState.Running; number++)
        {
            await AskedAsync(number);
            await AdvanceAsync(GlaseDefaults.ReportInterval);
        }

        var progress = await EndAsync();
        Assert.That(progress.State, Is.EqualTo(ReportState.Failed));
        Assert.That(progress.Failure, Does.Contain("being made"));
        Assert.That(progress.Elapsed, Is.LessThanOrEqualTo(GlaseDefaults.ReportTimeout));
    }

    [Test]
    public async Task A_failure_is_said_and_can_be_tried_again()
    {
        _glase = (_, _) => throw new GlaseApiException(GlaseOperation.ExecuteReport, GlaseResultCode.AuthenticationFailed);
        await _jobs.GetOrStartAsync(_period, ReportKind.ShopSummary);
        Assert.That((await EndAsync()).Failure, Does.Contain("id or password is wrong"));

        Assert.That((await _jobs.GetOrStartAsync(_period, ReportKind.ShopSummary)).State, Is.EqualTo(ReportState.Failed), "looking does not try again");
        _glase = (_, _) => Task.FromResult(_report);
        await _jobs.RestartAsync(_period, ReportKind.ShopSummary);
        Assert.That((await EndAsync()).State, Is.EqualTo(ReportState.Done));
    }

    [Test]
    public async Task What_nobody_expects_is_logged_and_said()
    {
        _glase = (_, _) => throw new InvalidOperationException("odd");
        await _jobs.GetOrStartAsync(_period, ReportKind.ShopSummary);

        Assert.That((await EndAsync()).Failure, Is.EqualTo("odd"));
        Assert.That(_fixture.Errors.Single(), Does.Contain("Reconciliation/Shop.xml").And.Contain("P1"));
    }

    [Test]
    public async Task It_ends_when_nobody_wants_it_and_when_the_host_stops()
    {
        var tokens = new List<CancellationToken>();
        _glase = async (_, token) =>
        {
            lock (tokens)
                tokens.Add(token);
            await Task.Delay(Timeout.Infinite, token);
            return null;
        };

        await _jobs.GetOrStartAsync(_period, ReportKind.ShopSummary);
        await AskedAsync(1);
        await _jobs.CancelAsync(_period, ReportKind.ShopSummary);
        Assert.That((await EndAsync()).State, Is.EqualTo(ReportState.Canceled));

        await _jobs.RestartAsync(_period, ReportKind.ShopSummary);
        await AskedAsync(2);
        await _stopping.CancelAsync();
        Assert.That((await EndAsync()).State, Is.EqualTo(ReportState.Canceled));
        Assert.That(tokens.Select(token => token.IsCancellationRequested), Is.EqualTo(new[] { true, true }));
    }

    [Test]
    public async Task It_is_kept_for_a_quarter_of_an_hour()
    {
        await _jobs.GetOrStartAsync(_period, ReportKind.ShopSummary);
        await EndAsync();

        _fixture.Clock.Advance(TimeSpan.FromMinutes(14));
        Assert.That(await FindAsync(), Is.Not.Null);
        _fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That(await FindAsync(), Is.Null);
    }

    [Test]
    public async Task There_are_never_too_many_at_once()
    {
        _glase = async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return null;
        };

        var started = 0;
        for (var id = 1; id <= 30; id++)
        {
            var period = new GlasePeriod { Id = id, StoreId = 1, MarkedOnUtc = _period.MarkedOnUtc };
            started += await _jobs.GetOrStartAsync(period, ReportKind.ShopSummary) is null ? 0 : 1;
        }

        Assert.That(started, Is.EqualTo(10));
        await _stopping.CancelAsync();
    }

    [Test]
    public async Task Another_node_tells_the_same_of_it_and_fetches_what_is_there_to_show_it()
    {
        _glase = (number, _) => number < 3 ? NotReady() : Task.FromResult(_report);
        await _jobs.GetOrStartAsync(_period, ReportKind.ShopSummary);
        for (var number = 1; number < 3; number++)
        {
            await AskedAsync(number);
            await AdvanceAsync(GlaseDefaults.ReportInterval);
        }

        await UntilAsync(() => _rows.Rows.Single().PollCount > 0);
        var told = await FindAsync(_otherNode);
        Assert.That(told.State, Is.AnyOf(ReportState.Running, ReportState.Done));
        Assert.That(told.PollCount, Is.GreaterThan(0));
        await UntilAsync(() => _rows.Rows.Single().StateId == (int)ReportState.Done);
        Assert.That(await FindAsync(_otherNode), Has.Property(nameof(ReportProgress.State)).EqualTo(ReportState.Done)
            .And.Property(nameof(ReportProgress.Report)).Null);

        await _otherNode.GetOrStartAsync(_period, ReportKind.ShopSummary);
        await UntilAsync(() => FindAsync(_otherNode).Result.Report == _report);
        Assert.That((await FindAsync()).Report, Is.SameAs(_report));
    }

    [Test]
    public async Task Another_node_sends_the_file_of_what_is_there_and_of_nothing_else()
    {
        Assert.That(await _otherNode.GetReportAsync(_period, ReportKind.ShopSummary, CancellationToken.None), Is.Null);
        await _jobs.GetOrStartAsync(_period, ReportKind.ShopSummary);
        await UntilAsync(() => _rows.Rows.Single().StateId == (int)ReportState.Done);

        var getting = _otherNode.GetReportAsync(_period, ReportKind.ShopSummary, CancellationToken.None);
        await UntilAsync(() =>
        {
            _fixture.Clock.Advance(TimeSpan.FromMilliseconds(200));
            return getting.IsCompleted;
        });

        Assert.That(await getting, Is.SameAs(_report));
        Assert.That(await _jobs.GetReportAsync(_period, ReportKind.ShopSummary, CancellationToken.None), Is.SameAs(_report));
    }

    [Test]
    public async Task Another_node_tells_why_it_failed()
    {
        _glase = (_, _) => throw new GlaseApiException(GlaseOperation.ExecuteReport, GlaseResultCode.AuthenticationFailed);
        await _jobs.GetOrStartAsync(_period, ReportKind.ShopSummary);
        await UntilAsync(() => _rows.Rows.Single().StateId == (int)ReportState.Failed);

        Assert.That((await FindAsync(_otherNode)).Failure, Does.Contain("id or password is wrong"));
    }

    [Test]
    public async Task Another_node_can_cancel_it()
    {
        _glase = async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return null;
        };
        await _jobs.GetOrStartAsync(_period, ReportKind.ShopSummary);
        await AskedAsync(1);

        await _otherNode.CancelAsync(_period, ReportKind.ShopSummary);
        Assert.That((await FindAsync(_otherNode)).State, Is.EqualTo(ReportState.Canceled));
        Assert.That((await FindAsync()).State, Is.EqualTo(ReportState.Canceled));
        await AdvanceAsync(GlaseDefaults.ReportInterval);

        Assert.That((await _otherNode.RestartAsync(_period, ReportKind.ShopSummary)).State, Is.EqualTo(ReportState.Running));
        Assert.That((await FindAsync()).State, Is.EqualTo(ReportState.Running));
    }

    [Test]
    public async Task That_its_node_ended_is_told_after_seconds_and_it_can_be_fetched_again()
    {
        await _rows.InsertAsync(new GlaseReportJob
        {
            PeriodId = _period.Id, KindId = (int)ReportKind.ShopSummary, StateId = (int)ReportState.Running,
            StartedOnUtc = _fixture.Now.AddHours(5), WrittenOnUtc = _fixture.Now.AddHours(5)
        });
        Assert.That((await FindAsync()).State, Is.EqualTo(ReportState.Running));

        _fixture.Clock.Advance(TimeSpan.FromSeconds(11));
        Assert.That((await FindAsync()).State, Is.EqualTo(ReportState.Abandoned));

        await _jobs.RestartAsync(_period, ReportKind.ShopSummary);
        Assert.That((await EndAsync()).State, Is.EqualTo(ReportState.Done));
    }

    [TestCase(ReportKind.ShopSummary, "Reconciliation/Shop.xml", false)]
    [TestCase(ReportKind.ShopDetails, "Reconciliation/STD_RECON_003.xml", false)]
    [TestCase(ReportKind.TerminalSummary, "Reconciliation/STD_RECON_006.xml", true)]
    [TestCase(ReportKind.TerminalDetails, "Reconciliation/STD_RECON_007.xml", true)]
    public void Each_report_has_Glases_name_and_what_it_asks_for(ReportKind kind, string id, bool ofTerminal)
    {
        var parameters = ReportCatalog.Parameters(kind, _period);

        Assert.That(ReportCatalog.IdOf(kind), Is.EqualTo(id));
        Assert.That(parameters.Keys, Is.EqualTo(ofTerminal ? new[] { "transactionPeriodId", "TERMINALID" } : ["transactionPeriodId"]));
        Assert.That(ReportCatalog.Of(new GlasePeriod { Status = GlasePeriodStatus.Marked }).Contains(kind), Is.EqualTo(!ofTerminal));
        Assert.That(ReportCatalog.Of(new GlasePeriod { Status = GlasePeriodStatus.Unknown, TerminalId = "T1" }), Is.Empty);
    }

    private static Task<Report> NotReady()
    {
        return Task.FromException<Report>(new GlaseApiException(GlaseOperation.ExecuteReport, GlaseResultCode.ReportNotReady));
    }

    private Task<ReportProgress> FindAsync(ReportJobRunner jobs = null) => (jobs ?? _jobs).FindAsync(_period, ReportKind.ShopSummary);

    private ReportJobRunner NewNode()
    {
        var host = Mock.Of<IHostApplicationLifetime>(lifetime => lifetime.ApplicationStopping == _stopping.Token);
        var background = new BackgroundWork(_fixture.SafeLog);
        var scopes = _services.GetRequiredService<IServiceScopeFactory>();
        return new ReportJobRunner(background, host, scopes, _fixture.SafeLog, new SharedReportJobs(background, scopes, _fixture.Clock), _fixture.Clock);
    }

    private Task AskedAsync(int times) => UntilAsync(() => Volatile.Read(ref _asked) >= times);

    // The fetcher may still be on its way to its next rest.
    private async Task AdvanceAsync(TimeSpan time)
    {
        await Task.Delay(50);
        _fixture.Clock.Advance(time);
    }

    private async Task<ReportProgress> EndAsync()
    {
        ReportProgress progress = null;
        for (var round = 0; (progress = await FindAsync()).State == ReportState.Running; round++)
        {
            Assert.That(round, Is.LessThan(2000), "waited in vain");
            await Task.Delay(10);
        }

        await UntilAsync(() => _rows.Rows.All(row => row.StateId != (int)ReportState.Running));
        return progress;
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        for (var round = 0; !isSo(); round++)
        {
            Assert.That(round, Is.LessThan(2000), "waited in vain");
            await Task.Delay(10);
        }
    }
}
