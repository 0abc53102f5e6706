using System.Data.Common;

namespace Nop.Plugin.Payments.Glase.Tests.Model;

/// <summary>
/// What a driver throws while its server cannot be reached.
/// </summary>
internal sealed class DatabaseUnavailableException() : DbException("The database cannot be reached.");
