namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// A result code in words.
/// </summary>
/// <param name="Code">What Glase answered</param>
/// <param name="Name">Glase's own name of the code</param>
/// <param name="Meaning">What it says, in English, to be put into a sentence</param>
/// <param name="Advice">What the store's owner can do, in English, one sentence</param>
public sealed record GlaseResultCodeInfo(GlaseResultCode Code, string Name, string Meaning, string Advice);
