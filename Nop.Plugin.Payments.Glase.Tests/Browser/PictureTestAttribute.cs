using System.Diagnostics;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Browser;

/// <summary>
/// Marks what takes pictures for the documentation: a test only where it was compiled for that, with <c>-p:Pictures=true</c>.
/// </summary>
[Conditional("PICTURES")]
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PictureTestAttribute : TestAttribute;
