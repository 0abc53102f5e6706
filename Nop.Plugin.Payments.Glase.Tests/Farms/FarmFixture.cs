using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Glase.Simulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Live;
using Nop.Plugin.Payments.Glase.Tests.Databases;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Caching;
using NUnit.Framework;
using Sandbox.Data;
using Sandbox.Hosting;
using Shop.Benchmarks.PaidToScreen;

namespace Nop.Plugin.Payments.Glase.Tests.Farms;

/// <summary>
/// Several nodes of one shop in this process: they share a database, and Redis where there is one, and nothing else.
/// </summary>
internal sealed class FarmFixture : IAsyncDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"glase-nodes-{Guid.NewGuid():N}");
    private readonly List<SandboxOptions> _options = [];
    private readonly List<SandboxShop> _nodes = [];

    private readonly TestDatabase _database;

    private FarmFixture(GlaseSimulator glase, TestDatabase database)
    {
        Glase = glase;
        _database = database;
    }

    public GlaseSimulator Glase { get; }

    public SandboxShop Node(int number) => _nodes[number];

    /// <summary>
    /// The address of a node, which it keeps when it is started again.
    /// </summary>
    public Uri AddressOf(int node) => new($"http://127.0.0.1:{_options[node].Port}/");

    /// <param name="nodes">How many nodes there are</param>
    /// <param name="redis">The connection string of their Redis; null for a shop without</param>
    /// <param name="silentNodes">Nodes that never poll unless they are told to, as if others always were elected</param>
    /// <param name="configure">Changes the services of a node</param>
    /// <param name="kind">What their data is in</param>
    public static async Task<FarmFixture> StartAsync(int nodes, string redis = null, int[] silentNodes = null,
        Action<int, IServiceCollection> configure = null, DatabaseKind kind = DatabaseKind.Sqlite)
    {
        var database = kind == DatabaseKind.Sqlite ? null : TestDatabase.New(kind);
        var farm = new FarmFixture(await GlaseSimulator.StartAsync(new SimulatorOptions()), database);
        Directory.CreateDirectory(farm._folder);
        for (var number = 0; number < nodes; number++)
        {
            var node = number;
            var options = new SandboxOptions
            {
                Port = FreePort(),
                DataFile = database is not null ? null : Path.Combine(farm._folder, "shop.db"),
                GlaseServiceUrl = farm.Glase.ServiceUri,
                OnePageCheckout = false,
                Redis = redis,
                ConfigureServices = services =>
                {
                    if (silentNodes?.Contains(node) == true)
                        services.Replace(ServiceDescriptor.Singleton(NewLostElection));
                    configure?.Invoke(node, services);
                }
            };
            database?.Configure(options);
            farm._options.Add(options);
            farm._nodes.Add(await SandboxShop.StartAsync(options));
        }

        return farm;
    }

    /// <summary>
    /// Stops a node as a deployment does.
    /// </summary>
    public async Task StopAsync(int node)
    {
        var shop = _nodes[node];
        _nodes[node] = null;
        await shop.DisposeAsync();
    }

    /// <summary>
    /// Starts a node again that was stopped, at the address that it had.
    /// </summary>
    public async Task RestartAsync(int node)
    {
        _nodes[node] = await SandboxShop.StartAsync(_options[node]);
    }

    /// <summary>
    /// Starts one more node, in a process of its own, which knows nothing of this one.
    /// </summary>
    public Task<NodeProcess> StartProcessAsync()
    {
        return NodeProcess.StartAsync(Glase.ServiceUri, _options[0]);
    }

    /// <summary>
    /// Issues invoices whose notifications go to a node.
    /// </summary>
    public Task<List<IssuedCode>> IssueAsync(int notifiedNode, int count)
    {
        var node = Node(notifiedNode);
        return node.RunAsync(services => IssuedCode.IssueAsync(services, node.BaseUri.ToString(), count));
    }

    public Task<IList<TEntity>> AllAsync<TEntity>() where TEntity : Nop.Core.BaseEntity
    {
        return _nodes.OfType<SandboxShop>().First().RunAsync(services => services.GetRequiredService<IRepository<TEntity>>()
            .GetAllAsync(query => query.OrderBy(row => row.Id)));
    }

    /// <summary>
    /// Waits for an answer of what the nodes elect by: Redis, or the database.
    /// </summary>
    public async Task ReachElectionAsync()
    {
        if (_nodes[0].Services.GetService<IRedisConnectionWrapper>() is { } redis)
            await (await redis.GetDatabaseAsync()).PingAsync();
        else
            await AllAsync<GlaseLock>();
    }

    public int Polls(IssuedCode code) => Glase.Invoice(code.Reference).Calls.GetValueOrDefault("getPaymentStatus");

    public Screen Open(int node, string token) => Open(AddressOf(node), token);

    public static Screen Open(Uri node, string token) => new(node, token);

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes.OfType<SandboxShop>())
            await node.DisposeAsync();
        await Glase.DisposeAsync();
        _database?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static IPollerElection NewLostElection(IServiceProvider services)
    {
        return new LostElection(services.GetService<IRedisConnectionWrapper>() is null
            ? services.GetRequiredService<DatabasePollerElection>()
            : ActivatorUtilities.CreateInstance<RedisPollerElection>(services));
    }

    /// <summary>
    /// Takes part in an election and never wins it.
    /// </summary>
    private sealed class LostElection(IPollerElection election) : IPollerElection
    {
        public async Task<bool> TryAcquireAsync(int paymentId)
        {
            await election.TryAcquireAsync(paymentId);
            return false;
        }

        public Task ReleaseAsync(int paymentId) => election.ReleaseAsync(paymentId);
    }

    /// <summary>
    /// A page that listens to the events of a payment on one node.
    /// </summary>
    internal sealed class Screen : IAsyncDisposable
    {
        // Of a state: a heartbeat has a number as its data.
        private const string Data = "data: {";

        private readonly CancellationTokenSource _away = new();
        private readonly HttpClient _http;
        private readonly Task _reading;
        private readonly ConcurrentQueue<(string State, long At)> _seen = [];

        public Screen(Uri node, string token)
        {
            _http = new HttpClient { BaseAddress = node, Timeout = Timeout.InfiniteTimeSpan };
            _reading = ReadAsync(token);
        }

        /// <summary>
        /// Waits until the page was told something.
        /// </summary>
        /// <returns>When it was told, as a <see cref="Stopwatch"/> timestamp</returns>
        public async Task<long> UntilToldAsync(string text)
        {
            await ShopFixture.UntilAsync(() => Task.FromResult(_seen.Any(seen => seen.State.Contains(text, StringComparison.Ordinal))), text);
            return _seen.First(seen => seen.State.Contains(text, StringComparison.Ordinal)).At;
        }

        /// <summary>
        /// Waits until the page was told more states than before; heartbeats are none.
        /// </summary>
        /// <returns>When it was told the first of them, as a <see cref="Stopwatch"/> timestamp</returns>
        public async Task<long> UntilToldMoreAsync(int statesBefore)
        {
            await ShopFixture.UntilAsync(() => Task.FromResult(Count(Data) > statesBefore), "another state");
            return _seen.Where(seen => seen.State.StartsWith(Data, StringComparison.Ordinal)).ElementAt(statesBefore).At;
        }

        public int States => Count(Data);

        public int Count(string text) => _seen.Count(seen => seen.State.Contains(text, StringComparison.Ordinal));

        public async ValueTask DisposeAsync()
        {
            await _away.CancelAsync();
            await _reading;
            _away.Dispose();
            _http.Dispose();
        }

        private async Task ReadAsync(string token)
        {
            try
            {
                using var response = await _http.GetAsync($"glase/{token}/events", HttpCompletionOption.ResponseHeadersRead, _away.Token);
                using var reader = new StreamReader(await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(_away.Token));
                while (await reader.ReadLineAsync(_away.Token) is { } line)
                    _seen.Enqueue((line, Stopwatch.GetTimestamp()));
            }
            catch (Exception exception) when (exception is IOException || _away.IsCancellationRequested && exception is OperationCanceledException)
            {
                TestContext.Out.WriteLine("A page was closed, or its node has ended.");
            }
        }
    }
}
