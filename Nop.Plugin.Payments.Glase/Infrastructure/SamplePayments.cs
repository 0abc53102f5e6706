using System.Data.Common;
using System.Reflection;
using LinqToDB;
using LinqToDB.Common;
using LinqToDB.Data;
using LinqToDB.Interceptors;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Infrastructure;

/// <summary>
/// A table of payments in which nothing is stored: reads are made and find none, updates are made of a row that does not exist, and the
/// statement of an insert is compiled but not executed. The payment that was inserted last is found in memory.
/// </summary>
internal class SamplePayments : DispatchProxy
{
    private IRepository<GlasePayment> _payments;
    private GlasePayment _inserted;

    /// <summary>
    /// Makes the table.
    /// </summary>
    /// <param name="payments">The shop's own</param>
    public static IRepository<GlasePayment> Create(IRepository<GlasePayment> payments)
    {
        var proxy = Create<IRepository<GlasePayment>, SamplePayments>();
        ((SamplePayments)(object)proxy)._payments = payments;
        return proxy;
    }

    /// <inheritdoc />
    protected override object Invoke(MethodInfo targetMethod, object[] args)
    {
        if (targetMethod.Name == nameof(IRepository<GlasePayment>.InsertAsync) && args[0] is GlasePayment payment)
            return InsertAsync(payment);

        var result = targetMethod.Invoke(_payments, args);
        return result is Task<IList<GlasePayment>> read ? FindAsync(read) : result;
    }

    private async Task<IList<GlasePayment>> FindAsync(Task<IList<GlasePayment>> read)
    {
        await read;
        return _inserted is null ? [] : [_inserted];
    }

    private async Task InsertAsync(GlasePayment payment)
    {
        _inserted = payment;
        // Versions of linq2db have the interface with this property in different namespaces.
        var table = _payments.Table;
        if (table.GetType().GetProperty("DataContext")?.GetValue(table) is not DataContext context)
            return;

        // linq2db finds a statement in its cache by the options of the connection: nopCommerce inserts over a connection that it has made.
        await using var connection = context.DataProvider.CreateConnection(context.ConnectionString);
        await CompileInsertAsync(context.Options, payment);
        await CompileInsertAsync(new DataOptions().UseConnection(context.DataProvider, connection).UseMappingSchema(context.MappingSchema), payment);
    }

    private static async Task CompileInsertAsync(DataOptions options, GlasePayment payment)
    {
        await using var connection = new DataConnection(options);
        connection.AddInterceptor(new NothingIsExecuted());
        await connection.InsertWithInt32IdentityAsync(payment);
    }

    /// <summary>
    /// Has each command answered without the database.
    /// </summary>
    private sealed class NothingIsExecuted : CommandInterceptor
    {
        public override Option<object> ExecuteScalar(CommandEventData eventData, DbCommand command, Option<object> result)
        {
            return Option<object>.Some(0);
        }

        public override Task<Option<object>> ExecuteScalarAsync(CommandEventData eventData, DbCommand command, Option<object> result,
            CancellationToken cancellationToken)
        {
            return Task.FromResult(Option<object>.Some(0));
        }

        public override Option<int> ExecuteNonQuery(CommandEventData eventData, DbCommand command, Option<int> result)
        {
            return Option<int>.Some(0);
        }

        public override Task<Option<int>> ExecuteNonQueryAsync(CommandEventData eventData, DbCommand command, Option<int> result,
            CancellationToken cancellationToken)
        {
            return Task.FromResult(Option<int>.Some(0));
        }
    }
}
