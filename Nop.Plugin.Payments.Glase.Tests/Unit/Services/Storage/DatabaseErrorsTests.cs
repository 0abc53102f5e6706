using Microsoft.Data.SqlClient;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Storage;

public class DatabaseErrorsTests
{
    [TestCase("40001", true, true)]
    [TestCase("40P01", true, true)]
    [TestCase("23505", false, true)]
    [TestCase("23000", false, true)]
    [TestCase("57P03", false, false)]
    [TestCase(null, false, false)]
    public void An_error_with_a_SQLSTATE_is_told_by_it(string sqlState, bool isRollback, bool isContention)
    {
        var failure = new FakeDatabaseException("failed", sqlState);

        Assert.That((DatabaseErrors.IsRollback(failure), DatabaseErrors.IsContention(failure)), Is.EqualTo((isRollback, isContention)));
    }

    [TestCase(1205, true, true, Description = "A deadlock")]
    [TestCase(3960, true, true, Description = "A snapshot conflict")]
    [TestCase(1222, true, true, Description = "A lock that was waited for too long")]
    [TestCase(2627, false, true, Description = "A unique constraint")]
    [TestCase(2601, false, true, Description = "A unique index")]
    [TestCase(547, false, false, Description = "A foreign key")]
    [TestCase(-2, false, false, Description = "A statement that took too long")]
    public void An_error_of_SQL_Server_is_told_by_its_number(int number, bool isRollback, bool isContention)
    {
        var failure = SqlServerExceptions.New(number);

        Assert.That((DatabaseErrors.IsRollback(failure), DatabaseErrors.IsContention(failure)), Is.EqualTo((isRollback, isContention)));
    }

    [Test]
    public void The_client_of_SQL_Server_tells_a_deadlock_by_its_number_alone()
    {
        var failure = SqlServerExceptions.New(1205);

        Assert.Multiple(() =>
        {
            Assert.That(failure.SqlState, Is.Null);
            Assert.That(failure.IsTransient, Is.False);
            Assert.That(failure.Number, Is.EqualTo(1205));
            Assert.That(failure.Data["HelpLink.EvtID"], Is.EqualTo("1205"));
        });
    }

    [Test]
    public void The_number_counts_in_no_other_exception()
    {
        var failure = new InvalidOperationException("failed");
        failure.Data["HelpLink.EvtID"] = "1205";

        Assert.That(DatabaseErrors.IsRollback(failure), Is.False);
    }

    [Test]
    public async Task A_deadlock_of_SQL_Server_is_run_again()
    {
        var attempts = 0;

        var result = await DatabaseRetry.RunAsync(() => ++attempts < 5 ? throw SqlServerExceptions.New(1205) : Task.FromResult(attempts));

        Assert.That(result, Is.EqualTo(5));
    }

    [Test]
    public void The_plugin_needs_no_client_of_a_database()
    {
        var references = typeof(DatabaseErrors).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name);

        Assert.That(references, Has.None.EqualTo(typeof(SqlException).Assembly.GetName().Name));
    }
}
