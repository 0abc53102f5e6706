using System.Reflection;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Infrastructure;

/// <summary>
/// A table of payments in which nothing is stored: reads are made and find none, updates are made of a row that does not exist, and an
/// inserted payment is kept in memory, where it is found.
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
        {
            _inserted = payment;
            return Task.CompletedTask;
        }

        var result = targetMethod.Invoke(_payments, args);
        return result is Task<IList<GlasePayment>> read ? FindAsync(read) : result;
    }

    private async Task<IList<GlasePayment>> FindAsync(Task<IList<GlasePayment>> read)
    {
        await read;
        return _inserted is null ? [] : [_inserted];
    }
}
