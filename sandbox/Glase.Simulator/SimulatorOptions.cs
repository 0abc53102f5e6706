using Glase.Simulator.Rules;

namespace Glase.Simulator;

/// <summary>How a simulator behaves. The defaults are the public facts where there are any, and say so where not.</summary>
public sealed class SimulatorOptions
{
    /// <summary>The port to listen on at 127.0.0.1; 0 takes a free one. Not used when <see cref="Urls"/> is set.</summary>
    public int Port { get; set; }

    /// <summary>Addresses to listen on, separated by semicolons, such as <c>http://0.0.0.0:5055</c>.</summary>
    public string Urls { get; set; }

    /// <summary>Drives every rule: expiry, reversal, reservations, reports. Faults and notifications take real time.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>The terminal (TERMINALID) whose invoices these are.</summary>
    public string TerminalId { get; set; } = "demo-terminal";

    public string Password { get; set; } = "demo";

    /// <summary>More terminals of the same shop, such as one for each store, or a cash register.</summary>
    public IList<GlaseTerminal> MoreTerminals { get; } = [];

    /// <summary>The shop (RESELLERUSER), for periods and reports.</summary>
    public string ResellerId { get; set; } = "demo-shop";

    public string ResellerUserId { get; set; } = "9900";

    public string ResellerPassword { get; set; } = "demo-shop";

    /// <summary>The name the payer reads on the phone and the receipt.</summary>
    public string ShopName { get; set; } = "Demo shop";

    /// <summary>How long an issued invoice can be paid. Glase does not publish its figure.</summary>
    public TimeSpan InvoiceLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>A payment nobody asks for is reversed this long after the payer confirmed it (Glase: 20 s).</summary>
    public TimeSpan ReversalAfter { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a reservation holds when the invoice names no commitReservationTimeout. Not published.</summary>
    public TimeSpan ReservationLifetime { get; set; } = TimeSpan.FromDays(7);

    /// <summary>From the first request for a report until it is ready. The first answer is always "not ready".</summary>
    public TimeSpan ReportDelay { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>False: the shop may not refund (97).</summary>
    public bool RefundsAllowed { get; set; } = true;

    /// <summary>Applied invoices beyond this number are forgotten, oldest first. Open ones are never forgotten.</summary>
    public int InvoiceLimit { get; set; } = 100_000;

    /// <summary>How many of the latest calls are kept; the counters go on.</summary>
    public int CallLimit { get; set; } = 10_000;

    /// <summary>How many of the latest calls keep their request's text.</summary>
    public int RequestLimit { get; set; } = 1_000;

    /// <summary>Where invoices and periods are kept when the simulator stops; null keeps nothing.</summary>
    public string StateFile { get; set; }

    /// <summary>Receives one line for what happens; null is quiet.</summary>
    public Action<string> Log { get; set; }
}
