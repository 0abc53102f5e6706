namespace Sandbox.Hosting;

/// <summary>The program's arguments cannot be used; the message says which, and what to write instead.</summary>
internal sealed class SandboxArgumentException(string message, Exception innerException = null) : Exception(message, innerException);
