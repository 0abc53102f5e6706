using Glase.Simulator.Wire;

namespace Glase.Simulator.Rules;

/// <summary>Who is calling: a terminal for payments, the shop's user for periods and reports.</summary>
internal sealed class Access(SimulatorOptions options)
{
    private const string TerminalType = "TERMINALID";
    private const string ResellerType = "RESELLERUSER";

    public Outcome CheckTerminal(ClientContext context, out GlaseTerminal terminal)
    {
        var principal = context.InitiatorPrincipalId;
        terminal = null;
        if (principal.Type == ResellerType)
            return Outcome.Of(ResultCode.AccessDenied, "payments need the terminal's credentials");
        if (principal.Type != TerminalType)
            return Outcome.Of(ResultCode.InvalidInitiatorPrincipalId, $"unknown type {principal.Type}");
        terminal = Find(principal.Id);
        return terminal == null || terminal.Password != context.Password
            ? Outcome.Of(ResultCode.AuthenticationFailed)
            : Outcome.Success;
    }

    public Outcome CheckShop(ClientContext context)
    {
        var principal = context.InitiatorPrincipalId;
        if (principal.Type != ResellerType || principal.UserId != options.ResellerUserId)
            return Outcome.Of(ResultCode.AccessDenied, $"needs {ResellerType} with userId {options.ResellerUserId}");
        return principal.Id != options.ResellerId || context.Password != options.ResellerPassword
            ? Outcome.Of(ResultCode.AuthenticationFailed)
            : Outcome.Success;
    }

    /// <summary>Null: there is no such terminal.</summary>
    public GlaseTerminal Find(string id)
    {
        if (id == options.TerminalId)
            return new GlaseTerminal(options.TerminalId, options.Password);
        return options.MoreTerminals.FirstOrDefault(terminal => terminal.Id == id);
    }
}
