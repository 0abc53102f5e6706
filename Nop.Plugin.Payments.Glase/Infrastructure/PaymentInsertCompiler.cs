using System.Data.Common;
using LinqToDB;
using LinqToDB.Common;
using LinqToDB.Data;
using LinqToDB.Interceptors;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Infrastructure;

/// <summary>
/// Has linq2db compile the statement that inserts a payment, without executing it.
/// </summary>
internal static class PaymentInsertCompiler
{
    /// <summary>
    /// Compiles the statement.
    /// </summary>
    /// <param name="payments">The shop's payments, of which nothing is read or written</param>
    public static async Task CompileAsync(IRepository<GlasePayment> payments)
    {
        // Versions of linq2db have the interface with this property in different namespaces.
        var table = payments.Table;
        if (table.GetType().GetProperty("DataContext")?.GetValue(table) is not DataContext context)
            return;

        var payment = new GlasePayment();
        // linq2db finds a statement in its cache by the options of the connection: nopCommerce inserts over a connection that it has made.
        await using var connection = context.DataProvider.CreateConnection(context.ConnectionString);
        await CompileAsync(context.Options, payment);
        await CompileAsync(new DataOptions().UseConnection(context.DataProvider, connection).UseMappingSchema(context.MappingSchema), payment);
    }

    private static async Task CompileAsync(DataOptions options, GlasePayment payment)
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
