using System.Data.Common;
using System.Diagnostics;
using LinqToDB;
using LinqToDB.DataProvider.MySql;
using MySqlConnector;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Databases;

/// <summary>
/// MariaDB as Debian packages it.
/// </summary>
internal sealed class MariaDbServer : DatabaseServer
{
    private const string Server = "/usr/sbin/mariadbd";
    private const string Installer = "/usr/bin/mariadb-install-db";

    public override string ConnectionString =>
        $"Server=127.0.0.1;Port={Port};Database=shop;User ID=root;Allow User Variables=true;Use XA Transactions=false;Maximum Pool Size=50";

    public override DataOptions Options => new DataOptions()
        .UseConnectionString(MySqlTools.GetDataProvider(MySqlVersion.MySql57, MySqlProvider.MySqlConnector), ConnectionString);

    public override string CreateTables => """
        CREATE TABLE `GlaseLock` (`Id` INTEGER NOT NULL AUTO_INCREMENT PRIMARY KEY, `Name` NVARCHAR(100) NOT NULL,
            `Owner` NVARCHAR(32) NOT NULL, `ExpiresOnUtc` DATETIME(6) NOT NULL);
        CREATE UNIQUE INDEX `IX_GlaseLock_Name` ON `GlaseLock` (`Name`);
        CREATE TABLE `GlaseOrderPaymentClaim` (`Id` INTEGER NOT NULL AUTO_INCREMENT PRIMARY KEY, `PaymentId` INTEGER NOT NULL,
            `OrderGuid` CHAR(36) NOT NULL, `ClaimedOnUtc` DATETIME(6) NOT NULL);
        CREATE UNIQUE INDEX `IX_GlaseOrderPaymentClaim_PaymentId` ON `GlaseOrderPaymentClaim` (`PaymentId`);
        CREATE UNIQUE INDEX `IX_GlaseOrderPaymentClaim_OrderGuid` ON `GlaseOrderPaymentClaim` (`OrderGuid`);
        """;

    /// <summary>
    /// Makes another, empty database on the server, as nopCommerce does.
    /// </summary>
    /// <param name="name">Its name</param>
    /// <param name="characterSet">What its columns are in unless they say something else; null for the server's own</param>
    /// <returns>How to connect to it</returns>
    public string NewDatabase(string name, string characterSet)
    {
        Execute($"CREATE DATABASE {name}" + (characterSet is null ? "" : $" CHARACTER SET {characterSet}"));
        return new MySqlConnectionStringBuilder(ConnectionString) { Database = name }.ConnectionString;
    }

    protected override DbConnection Connect() => new MySqlConnection(ConnectionString);

    protected override void Initialize()
    {
        if (!File.Exists(Server))
            Miss($"There is no MariaDB in {Server}; on Debian: apt-get install mariadb-server.");

        Directory.CreateDirectory(Folder);
        RunToEnd(Installer, "--no-defaults", $"--datadir={Folder}", $"--user={Environment.UserName}", "--auth-root-authentication-method=normal",
            "--skip-test-db");
        Directory.CreateDirectory(Path.Combine(Folder, "shop"));
    }

    protected override Process Begin()
    {
        return Run(Server, "--no-defaults", $"--datadir={Folder}", $"--port={Port}", "--bind-address=127.0.0.1",
            $"--socket={Path.Combine(Folder, "s")}", $"--user={Environment.UserName}", "--innodb-flush-log-at-trx-commit=0",
            "--character-set-server=utf8mb4");
    }
}
