namespace Sandbox.Hosting;

/// <summary>The program's arguments: --urls, --simulator-urls, --data, --one-page.</summary>
internal sealed class SandboxArguments
{
    private const string SolutionName = "Nop.Plugin.Payments.Glase.sln";

    public string Urls { get; private init; }

    public string SimulatorUrls { get; private init; }

    public string DataFile { get; private init; }

    /// <summary>Null: as it was set last.</summary>
    public bool? OnePageCheckout { get; private init; }

    public static SandboxArguments Parse(string[] args)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables("ASPNETCORE_").AddCommandLine(args).Build();
        return new SandboxArguments
        {
            Urls = configuration["urls"] ?? "http://localhost:5050",
            SimulatorUrls = configuration["simulator-urls"] ?? "http://localhost:5055",
            DataFile = DataFileIn(configuration["data"] ?? Path.Combine(Home(), "sandbox-data", "shop.db")),
            OnePageCheckout = configuration["one-page"] is { } onePage ? bool.Parse(onePage) : null
        };
    }

    private static string DataFileIn(string path)
    {
        var file = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file));
        return file;
    }

    /// <summary>The repository the program was built in; elsewhere the current folder.</summary>
    private static string Home()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, SolutionName)))
            folder = folder.Parent;
        return folder?.FullName ?? Environment.CurrentDirectory;
    }
}
