using System.Data.Common;

namespace Nop.Plugin.Payments.Glase.Tests.Model;

/// <summary>
/// What a driver throws while its server cannot be reached.
/// </summary>
internal sealed class DatabaseAwayException() : DbException("The database cannot be reached.");
