using Sandbox.Data;

namespace Sandbox.Hosting;

/// <summary>What a shop is started with. Everything else about it is a setting that can be changed while it runs.</summary>
public sealed class SandboxOptions
{
    /// <summary>Gets or sets the port on 127.0.0.1; 0 takes a free one. <see cref="Urls"/> goes before it.</summary>
    public int Port { get; set; }

    /// <summary>Gets or sets the addresses to listen on, as in ASPNETCORE_URLS; null for <see cref="Port"/>.</summary>
    public string Urls { get; set; }

    /// <summary>
    /// Gets or sets the data file. It is kept when the shop stops, and used again by the next that names it. Null for one in the
    /// temporary folder that is removed when the shop stops.
    /// </summary>
    public string DataFile { get; set; }

    /// <summary>Gets or sets what the shop's data is in; see <see cref="ConnectionString"/>.</summary>
    public DatabaseKind Database { get; set; }

    /// <summary>
    /// Gets or sets how to reach the database of a server, which is made where it is missing and kept when the shop stops. Not for
    /// <see cref="DatabaseKind.Sqlite"/>, which has a <see cref="DataFile"/>.
    /// </summary>
    public string ConnectionString { get; set; }

    /// <summary>
    /// Gets or sets the connection string of the Redis that the shop shares with its other nodes; null for a shop without Redis. Shops
    /// with the same data are nodes of one shop, with or without it.
    /// </summary>
    public string Redis { get; set; }

    /// <summary>Gets or sets the address of the Glase service; null leaves the plugin's settings as they are.</summary>
    public Uri GlaseServiceUrl { get; set; }

    /// <summary>Gets or sets the terminal of <see cref="GlaseServiceUrl"/>; null for the simulator's own.</summary>
    public string GlaseTerminalId { get; set; }

    /// <summary>Gets or sets the password of <see cref="GlaseTerminalId"/>; null for the simulator's own.</summary>
    public string GlasePassword { get; set; }

    /// <summary>Gets or sets whether the simulator's credentials for periods and reports are entered too.</summary>
    public bool EnterShopCredentials { get; set; }

    /// <summary>Gets or sets where the simulated phones are, for a link on every page; null for no link.</summary>
    public Uri PhonesUrl { get; set; }

    /// <summary>
    /// Gets or sets whether the checkout is on one page; null leaves a kept data file's setting, else several pages.
    /// </summary>
    public bool? OnePageCheckout { get; set; }

    /// <summary>
    /// Gets or sets whether a new shop has all languages that the plugin has texts in; without it English, Swedish and Arabic.
    /// </summary>
    public bool AllLanguages { get; set; }

    /// <summary>Gets or sets whether pages forbid inline scripts, inline styles, and everything from other hosts.</summary>
    public bool StrictContentSecurityPolicy { get; set; } = true;

    /// <summary>Gets or sets whether due scheduled tasks run by themselves.</summary>
    public bool RunScheduledTasks { get; set; }

    /// <summary>
    /// Gets or sets whether payments by Glase are installed; without it the shop has its other payment method only.
    /// </summary>
    public bool InstallGlase { get; set; } = true;

    /// <summary>Gets or sets the clock of the shop and the plugin.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Gets or sets where short lines about what happens are written; null for nowhere.</summary>
    public TextWriter Output { get; set; }

    /// <summary>Gets or sets changes to the services, made after everything else was registered.</summary>
    public Action<IServiceCollection> ConfigureServices { get; set; }
}
