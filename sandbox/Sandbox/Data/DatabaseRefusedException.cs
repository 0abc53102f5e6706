namespace Sandbox.Data;

/// <summary>The shop's database cannot be used; the message says what to do.</summary>
public sealed class DatabaseRefusedException(string message, Exception innerException = null) : Exception(message, innerException);
