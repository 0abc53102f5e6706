namespace Nop.Plugin.Payments.Glase.Api.Wire;

/// <summary>
/// An answer is not what it should be. The message finishes the sentence "the answer cannot be used: …" and quotes nothing
/// of the answer.
/// </summary>
internal sealed class UnreadableResponseException(string what) : Exception(what);
