using System.Data.Common;
using System.Diagnostics;
using LinqToDB;
using Npgsql;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Databases;

/// <summary>
/// PostgreSQL as Debian packages it.
/// </summary>
internal sealed class PostgreSqlServer : DatabaseServer
{
    // Runs the server as this user where the tests run as root, which it refuses.
    private const string User = "postgres";

    static PostgreSqlServer()
    {
        // As nopCommerce does.
        AppContext.SetSwitch("Npgsql.EnableLegacyTimestampBehavior", true);
    }

    public override string ConnectionString =>
        $"Host=127.0.0.1;Port={Port};Database=postgres;Username={User};Pooling=true;Maximum Pool Size=50;Include Error Detail=true";

    public override DataOptions Options => new DataOptions().UsePostgreSQL(ConnectionString);

    public override string CreateTables => """
        CREATE EXTENSION citext;
        CREATE TABLE "GlaseLock" ("Id" serial PRIMARY KEY, "Name" citext NOT NULL, "Owner" citext NOT NULL,
            "ExpiresOnUtc" timestamp without time zone NOT NULL);
        CREATE UNIQUE INDEX "IX_GlaseLock_Name" ON "GlaseLock" ("Name");
        CREATE TABLE "GlaseOrderPaymentClaim" ("Id" serial PRIMARY KEY, "PaymentId" integer NOT NULL, "OrderGuid" uuid NOT NULL,
            "ClaimedOnUtc" timestamp without time zone NOT NULL);
        CREATE UNIQUE INDEX "IX_GlaseOrderPaymentClaim_PaymentId" ON "GlaseOrderPaymentClaim" ("PaymentId");
        CREATE UNIQUE INDEX "IX_GlaseOrderPaymentClaim_OrderGuid" ON "GlaseOrderPaymentClaim" ("OrderGuid");
        """;

    public override string Vacuum => """VACUUM ANALYZE "GlaseLock"; VACUUM ANALYZE "GlaseOrderPaymentClaim" """;

    protected override void AfterTablesAreMade()
    {
        using var connection = new NpgsqlConnection(ConnectionString);
        connection.Open();
        connection.ReloadTypes();
    }

    protected override DbConnection Connect() => new NpgsqlConnection(ConnectionString);

    protected override void Initialize()
    {
        Directory.CreateDirectory(Folder);
        if (IsRoot)
            RunToEnd("chown", User, Folder);
        var (file, arguments) = Command("initdb", "-D", Folder, "-U", User, "-A", "trust", "--no-sync", "--no-instructions");
        RunToEnd(file, arguments);
    }

    protected override Process Begin()
    {
        var (file, arguments) = Command("postgres", "-D", Folder, "-p", $"{Port}", "-k", Folder, "-c", "listen_addresses=127.0.0.1",
            "-c", "fsync=off", "-c", "log_min_messages=panic");
        return Run(file, arguments);
    }

    private static (string File, string[] Arguments) Command(string program, params string[] arguments)
    {
        var folder = Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).FirstOrDefault()
            : null;
        if (folder is null)
            Miss("There is no PostgreSQL in /usr/lib/postgresql; on Debian: apt-get install postgresql.");

        var path = Path.Combine(folder, "bin", program);
        return IsRoot
            ? ("setpriv", [$"--reuid={User}", $"--regid={User}", "--clear-groups", path, .. arguments])
            : (path, arguments);
    }
}
