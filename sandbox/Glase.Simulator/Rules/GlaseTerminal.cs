namespace Glase.Simulator.Rules;

/// <param name="Id">What initiatorPrincipalId names, with type TERMINALID.</param>
/// <param name="Password">Its password.</param>
/// <param name="IsCashRegister">Made by registerTerminal: each new invoice cancels the one before.</param>
public sealed record GlaseTerminal(string Id, string Password, bool IsCashRegister = false);
