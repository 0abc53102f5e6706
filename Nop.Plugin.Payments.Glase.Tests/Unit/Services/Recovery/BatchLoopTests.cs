using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Recovery;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Recovery;

public class BatchLoopTests
{
    private const int BatchSize = 3;
    private readonly List<int> _handled = [];
    private readonly List<string> _reported = [];
    private int _reads;

    [Test]
    public async Task All_batches_are_handled_in_the_order_in_which_they_were_read()
    {
        await RunAsync(ReadAfter(count: 7));

        Assert.That(_handled, Is.EqualTo(Enumerable.Range(1, 7)));
        Assert.That(_reads, Is.EqualTo(4), "the last one is empty");
    }

    [Test]
    public async Task One_failing_item_is_reported_and_does_not_stop_the_others()
    {
        await RunAsync(ReadAfter(count: 5), item => item.Id == 2 ? throw new InvalidOperationException("why") : Task.CompletedTask);

        Assert.That(_handled, Is.EqualTo(new[] { 1, 3, 4, 5 }));
        Assert.That(_reported, Is.EqualTo(new[] { "2 why" }));
    }

    [Test]
    public async Task One_item_that_cannot_be_prepared_is_reported_and_does_not_stop_the_others()
    {
        await new BatchLoop<GlasePayment>
        {
            ReadAsync = ReadAfter(count: 5),
            PrepareAsync = item => item.Id == 2 ? throw new InvalidOperationException("why") : Task.FromResult(item),
            MaxConcurrency = 2,
            HandleAsync = HandleAsync,
            ReportAsync = ReportAsync
        }.RunAsync(CancellationToken.None);

        Assert.That(_handled, Is.EqualTo(new[] { 1, 3, 4, 5 }));
        Assert.That(_reported, Is.EqualTo(new[] { "2 why" }));
    }

    [Test]
    public async Task A_time_budget_that_ends_stops_the_loop_between_two_items()
    {
        using var timeBudget = new CancellationTokenSource();
        await RunAsync(ReadAfter(count: 7), async item =>
        {
            if (item.Id != 2)
                return;

            await timeBudget.CancelAsync();
            await Task.Yield();
        }, timeBudget.Token);

        Assert.That(_handled, Is.EqualTo(new[] { 1, 2 }), "what was begun is completed");
        Assert.That(_reported, Is.Empty);
    }

    [Test]
    public async Task A_time_budget_that_is_over_reads_nothing()
    {
        await RunAsync(ReadAfter(count: 7), cancellationToken: new CancellationToken(canceled: true));

        Assert.That(_reads, Is.Zero);
    }

    [Test]
    public async Task A_batch_that_brings_nothing_new_ends_the_loop()
    {
        await RunAsync(_ => Read(1, 2, 3), _ => throw new InvalidOperationException("each time"));

        Assert.That(_reads, Is.EqualTo(2));
        Assert.That(_reported, Has.Count.EqualTo(3), "each item once");
    }

    [Test]
    public async Task An_item_that_is_read_again_is_handled_once()
    {
        await RunAsync(_ => _reads == 0 ? Read(1, 2, 2) : Read(2, 3));

        Assert.That(_handled, Is.EqualTo(new[] { 1, 2, 3 }));
    }

    [Test]
    public async Task Only_what_is_selected_is_handled_and_the_rest_stops_nothing()
    {
        await new BatchLoop<GlasePayment>
        {
            ReadAsync = ReadAfter(count: 7),
            SelectAsync = items => Task.FromResult<IList<GlasePayment>>([.. items.Where(item => item.Id > 4)]),
            HandleAsync = HandleAsync,
            ReportAsync = ReportAsync
        }.RunAsync(CancellationToken.None);

        Assert.That(_handled, Is.EqualTo(new[] { 5, 6, 7 }));
    }

    [Test]
    public async Task Items_are_prepared_several_at_once_and_handled_one_after_the_other()
    {
        var (preparing, mostPreparing, handling) = (0, 0, 0);
        await new BatchLoop<GlasePayment>
        {
            ReadAsync = ReadAfter(count: 7),
            PrepareAsync = async item =>
            {
                mostPreparing = Math.Max(mostPreparing, Interlocked.Increment(ref preparing));
                await Task.Delay(5);
                Interlocked.Decrement(ref preparing);
                return new GlasePayment { Id = item.Id + 100 };
            },
            MaxConcurrency = 2,
            HandleAsync = async item =>
            {
                Assert.That(Interlocked.Increment(ref handling), Is.EqualTo(1));
                await Task.Yield();
                Interlocked.Decrement(ref handling);
                await HandleAsync(item);
            },
            ReportAsync = ReportAsync
        }.RunAsync(CancellationToken.None);

        Assert.That(mostPreparing, Is.EqualTo(2));
        Assert.That(_handled, Is.EqualTo(Enumerable.Range(101, 7)), "what was prepared");
        Assert.That(_reported, Is.Empty);
    }

    private Task RunAsync(Func<GlasePayment, Task<IList<GlasePayment>>> read, Func<GlasePayment, Task> handle = null,
        CancellationToken cancellationToken = default)
    {
        return new BatchLoop<GlasePayment>
        {
            ReadAsync = read,
            HandleAsync = async item =>
            {
                if (handle is not null)
                    await handle(item);
                await HandleAsync(item);
            },
            ReportAsync = ReportAsync
        }.RunAsync(cancellationToken);
    }

    private Func<GlasePayment, Task<IList<GlasePayment>>> ReadAfter(int count)
    {
        return last => Read([.. Enumerable.Range(1, count).Where(id => id > (last?.Id ?? 0)).Take(BatchSize)]);
    }

    private Task<IList<GlasePayment>> Read(params int[] ids)
    {
        Assert.That(++_reads, Is.LessThan(100), "the loop does not end");
        return Task.FromResult<IList<GlasePayment>>([.. ids.Select(id => new GlasePayment { Id = id })]);
    }

    private Task HandleAsync(GlasePayment item)
    {
        _handled.Add(item.Id);
        return Task.CompletedTask;
    }

    private Task ReportAsync(GlasePayment item, Exception exception)
    {
        _reported.Add($"{item.Id} {exception.Message}");
        return Task.CompletedTask;
    }
}
