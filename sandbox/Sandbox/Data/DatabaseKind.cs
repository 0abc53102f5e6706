namespace Sandbox.Data;

/// <summary>The database servers that a shop can run on.</summary>
public enum DatabaseKind
{
    /// <summary>A data file, embedded in the process. No shop of nopCommerce runs on it.</summary>
    Sqlite,

    PostgreSql,

    /// <summary>MySQL, or MariaDB.</summary>
    MySql
}
