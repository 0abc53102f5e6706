using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Nop.Plugin.Payments.Glase.Tests.Model;

/// <summary>
/// Runs what happens at once in a fixture on one thread, a step at a time, and decides by chance whose step is next: the same
/// chance gives the same order again. When nobody can go on, time goes on.
/// </summary>
/// <remarks>
/// A step lies between two places at which a process can be killed; there it stays for ever then: nothing of it runs on, no
/// catch and no finally.
/// </remarks>
internal sealed class Scheduler : IDisposable
{
    private const string PartProperty = "part";
    private static readonly TimeSpan _stepTime = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan _hopTime = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan _stuckTime = TimeSpan.FromSeconds(30);

    // One step in so many, what waits in the background for some time to pass need not wait for the others.
    private const int BackgroundOdds = 12;

    private readonly ModelClock _clock;
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _posted = new(0);
    private bool _isOver;
    private readonly Queue<(ModelProcess Process, SendOrPostCallback Callback, object State)> _posts = [];
    private readonly List<PendingStep> _waiting = [];
    private readonly List<WorkItem> _background = [];

    public Scheduler(ModelClock clock)
    {
        _clock = clock;
    }

    /// <summary>
    /// What happened so far, for the report of a failure.
    /// </summary>
    public List<string> Trace { get; } = [];

    /// <summary>
    /// Plays parts at once until each has ended, or its process was killed.
    /// </summary>
    public void Run(IReadOnlyList<WorkItem> parts, int chance)
    {
        foreach (var workItem in parts)
            Enter(workItem);
        PlayUntilOver(parts, new Random(chance));
    }

    /// <summary>
    /// Adds a part that nobody waits for: it goes on while others play, also in the turns after this one.
    /// </summary>
    public void BeginInBackground(WorkItem workItem)
    {
        _background.Add(workItem);
        Enter(workItem);
    }

    /// <summary>
    /// Plays until nothing goes on in the background any more.
    /// </summary>
    /// <returns>What was there since the last <see cref="Clear"/></returns>
    public IReadOnlyList<WorkItem> FinishBackground()
    {
        PlayUntilOver(_background, new Random(0));
        return _background;
    }

    /// <summary>
    /// Forgets what was played.
    /// </summary>
    public void Clear()
    {
        _waiting.Clear();
        _background.Clear();
        Trace.Clear();
    }

    public void Post(ModelProcess process, SendOrPostCallback callback, object state)
    {
        lock (_lock)
        {
            // What killed processes left behind may still have something to say when the play is over.
            if (_isOver)
                return;

            _posts.Enqueue((process, callback, state));
            _posted.Release();
        }
    }

    /// <summary>
    /// A place between two steps. Outside of a part there is nothing to wait for.
    /// </summary>
    public StepAwaiter StepAsync(string what) => new(this, Activity.Current?.GetCustomProperty(PartProperty) as WorkItem, what);

    public void Dispose()
    {
        lock (_lock)
        {
            _isOver = true;
            _posted.Dispose();
        }
    }

    private void Enter(WorkItem workItem)
    {
        workItem.Process.Parts.Add(workItem);
        lock (_lock)
            _waiting.Add(new PendingStep(workItem, "begins", () => workItem.Begin(this)));
    }

    private void PlayUntilOver(IReadOnlyList<WorkItem> parts, Random random)
    {
        while (parts.Any(workItem => !workItem.IsCompleted))
        {
            if (TryTakePost(out var post))
                Run(post.Process, () => post.Callback(post.State));
            else if (TryTakeWaiting(random, out var next))
                Step(next, random);
            else if (!_posted.Wait(_hopTime))
                LetTimePass(random);
        }

        while (TryTakePost(out var rest))
            Run(rest.Process, () => rest.Callback(rest.State));
    }

    // Those who wait for a lock look for it every few moments: now and then more time passes than until the next look.
    private void LetTimePass(Random random)
    {
        if (!_clock.GoToNextAlarm())
        {
            if (!_posted.Wait(_stuckTime))
                throw new InvalidOperationException("Everybody waits, and nobody knows for what.");
            return;
        }

        _clock.Pass(TimeSpan.FromSeconds(random.Next(3)));
    }

    private bool TryTakePost(out (ModelProcess Process, SendOrPostCallback Callback, object State) post)
    {
        lock (_lock)
            return _posts.TryDequeue(out post);
    }

    private bool TryTakeWaiting(Random random, out PendingStep next)
    {
        lock (_lock)
        {
            next = _waiting.Count == 0 ? null : _waiting[random.Next(_waiting.Count)];
            return _waiting.Remove(next);
        }
    }

    private void Step(PendingStep next, Random random)
    {
        _clock.Pass(_stepTime);
        if (_background.Any(workItem => !workItem.IsCompleted) && random.Next(BackgroundOdds) == 0)
            _clock.GoToNextAlarm();
        Trace.Add($"{next.Part}: {next.What}");
        if (next.Part.IsKilledHere())
        {
            Trace.Add($"{next.Part}: killed here");
            Kill(next.Part.Process);
        }
        else
        {
            Run(next.Part.Process, next.Continue);
        }
    }

    private void Kill(ModelProcess process)
    {
        process.Kill();
        foreach (var workItem in process.Parts)
            workItem.IsCompleted = true;
        lock (_lock)
            _waiting.RemoveAll(pendingStep => pendingStep.Part.Process == process);
    }

    private static void Run(ModelProcess process, Action action)
    {
        if (process.IsDead)
            return;

        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(process.Context);
        try
        {
            action();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private sealed class PendingStep(WorkItem workItem, string what, Action goOn)
    {
        public WorkItem Part => workItem;

        public string What => what;

        public void Continue() => goOn();
    }

    /// <summary>
    /// Something that one process does.
    /// </summary>
    /// <param name="process">Which one</param>
    /// <param name="name">What it does</param>
    /// <param name="act">How</param>
    /// <param name="lastStep">At which of its steps the process is killed; 0 for never</param>
    internal sealed class WorkItem(ModelProcess process, string name, Func<ModelProcess, Task> act, int lastStep)
    {
        private int _steps;

        public ModelProcess Process => process;

        public bool IsCompleted { get; set; }

        public Exception Failure { get; private set; }

        public bool IsKilledHere() => ++_steps == lastStep;

        public void Begin(Scheduler scheduler)
        {
            _ = RunAsync(scheduler);
        }

        public override string ToString() => $"{process.Name} {name}";

        private async Task RunAsync(Scheduler scheduler)
        {
            // Work that the plugin does in an execution context of its own takes over the caller's activity, and is a part of this too.
            using var activity = new Activity(name).Start();
            activity.SetCustomProperty(PartProperty, this);
            try
            {
                await act(process);
            }
            catch (Exception exception)
            {
                Failure = exception;
                scheduler.Trace.Add($"{this}: {exception.GetType().Name}: {exception.Message}");
            }

            process.Parts.Remove(this);
            IsCompleted = true;
        }
    }

    internal readonly struct StepAwaiter(Scheduler scheduler, WorkItem workItem, string what) : ICriticalNotifyCompletion
    {
        public bool IsCompleted => workItem is null;

        public StepAwaiter GetAwaiter() => this;

        public void GetResult()
        {
        }

        public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

        public void UnsafeOnCompleted(Action continuation)
        {
            lock (scheduler._lock)
                scheduler._waiting.Add(new PendingStep(workItem, what, continuation));
            scheduler._posted.Release();
        }
    }
}
