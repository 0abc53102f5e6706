using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;
using Sandbox.Data;
using Sandbox.Hosting;

namespace Nop.Plugin.Payments.Glase.Tests.Shop;

public class SandboxArgumentsTests
{
    private const string PostgreSql = "Host=localhost;Database=shop;Username=shop;Password=hunter2";
    private const string MySql = "Server=localhost;Database=shop;User ID=shop;Password=hunter2";

    [Test]
    public void Without_arguments_the_shop_is_in_a_data_file()
    {
        var arguments = SandboxArguments.Parse([]);

        Assert.That(arguments.Database, Is.EqualTo(DatabaseKind.Sqlite));
        Assert.That(arguments.DataFile, Does.EndWith("shop.db"));
    }

    [Test]
    public void Every_option_is_in_the_README()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "sandbox", "README.md"));

        Assert.That(SandboxArguments.Command.Options.Select(option => option.Name).Except(["--help", "--version"]),
            Is.All.Matches<string>(name => readme.Contains($"| `{name}` |", StringComparison.Ordinal)));
    }

    [TestCase("", "shop.db.glase-5055.json")]
    [TestCase("--simulator-urls http://localhost:5056", "shop.db.glase-5056.json")]
    [TestCase("--database postgres --connection " + PostgreSql, "PostgreSql.glase-5055.json")]
    public void Each_node_s_simulator_has_a_file_of_its_own(string arguments, string file)
    {
        var parsed = SandboxArguments.Parse(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.That(Path.GetFileName(parsed.SimulatorFile), Is.EqualTo(file));
    }

    [TestCase("postgres", PostgreSql, DatabaseKind.PostgreSql)]
    [TestCase("mysql", MySql, DatabaseKind.MySql)]
    public void A_server_has_a_connection_string(string name, string connection, object kind)
    {
        var arguments = SandboxArguments.Parse(["--database", name, "--connection", connection]);

        Assert.That((arguments.Database, arguments.ConnectionString, arguments.DataFile), Is.EqualTo(((DatabaseKind)kind, connection, (string)null)));
    }

    [TestCase("--database oracle", "write postgres, mysql (also for MariaDB) or sqlite")]
    [TestCase("--database postgres", "needs a connection string: --connection \"Host=localhost;")]
    [TestCase("--database mysql", "needs a connection string: --connection \"Server=localhost;")]
    [TestCase("--database postgres --connection Host=localhost", "names no database")]
    [TestCase("--database mysql --connection Server=localhost;Password=hunter2", "names no database")]
    [TestCase("--database postgres --connection Hst=x;Password=hunter2", "cannot be read")]
    [TestCase("--database mysql --connection hunter2", "cannot be read")]
    [TestCase("--prot 5050", "'--prot'")]
    [TestCase("--prot 5050", "--help")]
    [TestCase("5050", "'5050'")]
    [TestCase("--one-page maybe", "'maybe'")]
    [TestCase("--urls localhost:5050", "write an address such as http://localhost:5050")]
    [TestCase("--urls 5050", "write an address such as http://localhost:5050")]
    [TestCase("--urls http://localhost:99999", "write an address such as http://localhost:5050")]
    [TestCase("--urls ftp://localhost:5050", "write an address such as http://localhost:5050")]
    [TestCase("--simulator-urls http://localhost:5055/glase", "--simulator-urls http://localhost:5055/glase: write an address")]
    [TestCase("--data /", "is a folder: name a file in it, such as --data /shop.db")]
    [TestCase("--data /dev/null/shop.db", "its folder cannot be made")]
    [TestCase("--connection Host=localhost", "add --database postgres or --database mysql")]
    [TestCase("--database postgres --data x.db --connection Host=localhost", "leave it out")]
    public void What_cannot_be_used_is_answered_with_what_to_write(string arguments, string answer)
    {
        Assert.That(() => SandboxArguments.Parse(arguments.Split(' ')),
            Throws.TypeOf<SandboxArgumentException>().With.Message.Contains(answer).And.Message.Not.Contains("hunter2"));
    }

    [TestCase(DatabaseKind.PostgreSql, "Host=127.0.0.1;Port=1;Database=shop;Username=shop;Password=hunter2", "Start PostgreSQL")]
    [TestCase(DatabaseKind.MySql, "Server=127.0.0.1;Port=1;Database=shop;User ID=shop;Password=hunter2", "Start MySQL or MariaDB")]
    public void A_server_that_is_not_there_is_named_without_its_password(object kind, string connection, string advice)
    {
        Assert.That(() => SandboxShop.StartAsync(new SandboxOptions { Database = (DatabaseKind)kind, ConnectionString = connection }),
            Throws.TypeOf<DatabaseRefusedException>().With.Message.Contains(advice).And.Message.Not.Contains("hunter2"));
    }
}
