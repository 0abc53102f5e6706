using System.Data.Common;
using LinqToDB.Data;
using MySqlConnector;
using Sandbox.Data;

namespace Shop.Benchmarks.Servers;

/// <summary>
/// MariaDB as Debian packages it.
/// </summary>
internal sealed class MariaDbServer(bool isDurable) : DatabaseServer(isDurable)
{
    private const string Server = "/usr/sbin/mariadbd";
    private const string Installer = "/usr/bin/mariadb-install-db";

    public override DatabaseKind Kind => DatabaseKind.MySql;

    protected override IReadOnlyList<string> Command =>
    [
        Server, "--no-defaults", $"--datadir={Folder}", $"--port={Port}", "--bind-address=127.0.0.1", $"--socket={Path.Combine(Folder, "s")}",
        $"--user={Environment.UserName}", "--skip-name-resolve", "--character-set-server=utf8mb4", "--max-connections=500",
        $"--innodb-flush-log-at-trx-commit={(IsDurable ? 2 : 0)}", "--skip-innodb-doublewrite"
    ];

    protected override string ShutdownSignal => "TERM";

    /// <summary>
    /// Makes an empty database.
    /// </summary>
    /// <param name="characterSet">What its columns are in unless they say something else; null for the server's own</param>
    public TestDatabase NewDatabase(string characterSet) => new(this, Create(NextName(), characterSet));

    public override void Drop(ShopDatabase database)
    {
        Execute($"DROP DATABASE {new MySqlConnectionStringBuilder(database.ConnectionString).Database}");
    }

    protected override DbConnection Connect() => new MySqlConnection(ConnectionString(""));

    protected override void Initialize()
    {
        if (!File.Exists(Server) || !File.Exists(Installer))
            throw MissingServer.Because($"There is no MariaDB in {Server}; on Debian: apt-get install mariadb-server.");

        Directory.CreateDirectory(Folder);
        RunToEnd(Installer, "--no-defaults", $"--datadir={Folder}", $"--user={Environment.UserName}", "--auth-root-authentication-method=normal",
            "--skip-test-db");
    }

    protected override ShopDatabase Create(string name, string characterSet)
    {
        Execute($"CREATE DATABASE {name}" + (characterSet is null ? "" : $" CHARACTER SET {characterSet}"));
        return new MySqlDatabase(ConnectionString(name));
    }

    protected override ShopDatabase Copy(string template, string name)
    {
        var copy = Create(name, characterSet: null);
        using var connection = copy.Connect();
        var tables = connection.Query<string>($"SELECT table_name FROM information_schema.tables WHERE table_schema = '{template}'").ToList();
        connection.Execute("SET autocommit = 0;" + string.Concat(tables.Select(table =>
            $"CREATE TABLE `{table}` LIKE {template}.`{table}`; INSERT INTO `{table}` SELECT * FROM {template}.`{table}`;")) +
            "COMMIT; SET autocommit = 1");
        return copy;
    }

    private string ConnectionString(string database)
    {
        return $"Server=127.0.0.1;Port={Port};Database={database};User ID=root;Allow User Variables=true;Use XA Transactions=false;" +
            "Maximum Pool Size=50";
    }
}
