using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Plugin.Payments.Glase.Tests.Support;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Storage;

public class LockedPaymentsTests
{
    private static readonly TimeSpan _moment = TimeSpan.FromMilliseconds(100);

    private PaymentFixture _fixture;
    private GlasePayment _payment;

    [SetUp]
    public void SetUp()
    {
        _fixture = new PaymentFixture();
        _payment = _fixture.AddPayment(GlasePaymentStatus.Paid);
    }

    [Test]
    public async Task What_was_saved_under_a_lock_is_known_to_all_that_its_holder_calls()
    {
        await _fixture.LockedPayments.RunAsync(_payment.Id, async outer =>
        {
            await _fixture.LockedPayments.UpdateAsync(_payment.Id, payment => payment.RecordError("saved"));
            await WriteBesideTheLockAsync("nobody does that");

            Assert.That((await ReadAsync()).LastError, Is.EqualTo("saved"), "it is not read again");
            Assert.That((await _fixture.LockedPayments.GetByIdAsync(_payment.Id)).LastError, Is.EqualTo("saved"));
            Assert.That((await _fixture.LockedPayments.GetOpenAsync(_payment.CheckoutKey)).LastError, Is.EqualTo("saved"));
            Assert.That(outer.Payment.LastError, Is.Null, "each has a copy of its own");
        });
    }

    [Test]
    public async Task What_was_changed_and_not_saved_is_known_to_nobody_else()
    {
        await _fixture.LockedPayments.RunAsync(_payment.Id, async outer =>
        {
            outer.Payment.RecordError("not saved");
            Assert.That((await ReadAsync()).LastError, Is.Null);
        });
    }

    [Test]
    public async Task A_payment_is_read_again_after_a_save_that_failed()
    {
        await _fixture.LockedPayments.RunAsync(_payment.Id, async _ =>
        {
            _fixture.Payments.BeforeSave = _ => throw new InvalidOperationException("The answer was lost.");
            Assert.That(() => _fixture.LockedPayments.UpdateAsync(_payment.Id, payment => payment.RecordError("lost")),
                Throws.InvalidOperationException);
            _fixture.Payments.BeforeSave = null;
            await WriteBesideTheLockAsync("stored all the same");

            Assert.That((await ReadAsync()).LastError, Is.EqualTo("stored all the same"));
        });
    }

    [Test]
    public async Task A_process_that_was_suspended_reads_a_payment_again()
    {
        await _fixture.LockedPayments.RunAsync(_payment.Id, async _ =>
        {
            _fixture.Clock.Advance(GlaseDefaults.LockRenewalInterval);
            await WriteBesideTheLockAsync("by the next holder of the lock");

            Assert.That((await ReadAsync()).LastError, Is.EqualTo("by the next holder of the lock"));
        });
    }

    [Test]
    public async Task Work_that_outlives_a_lock_does_not_hold_it_any_more()
    {
        var isReleased = new TaskCompletionSource();
        Task<GlasePayment> left = null;
        await _fixture.LockedPayments.RunAsync(_payment.Id, _ =>
        {
            left = ReadLaterAsync();
            return Task.CompletedTask;
        });
        await WriteBesideTheLockAsync("by the next one");
        isReleased.SetResult();

        Assert.That((await left).LastError, Is.EqualTo("by the next one"));

        async Task<GlasePayment> ReadLaterAsync()
        {
            await isReleased.Task;
            Assert.That(_fixture.LockedPayments.IsHeldByCaller(_payment.Id), Is.False);
            return await ReadAsync();
        }
    }

    [Test]
    public async Task While_an_invoice_is_sent_others_wait_for_who_sends_it()
    {
        var sent = AddSent();
        Task<GlasePayment> other = null;
        await _fixture.DistributedLock.RunAsync(sent.CheckoutKey, async () =>
        {
            other = FromElsewhereAsync(() => _fixture.LockedPayments.UpdateAsync(sent.Id, payment => payment.BindToOrder(2, payment.OrderGuid, 3)));

            Assert.That(await WaitsAsync(other), Is.True);

            await _fixture.LockedPayments.UpdateSentAsync(sent, RecordIssued);
        });

        Assert.That(await other, Has.Property("InvoiceReference").EqualTo("INV1").And.Property("OrderId").EqualTo(2));
        Assert.That(_fixture.Stored(sent), Has.Property("InvoiceReference").EqualTo("INV1").And.Property("OrderId").EqualTo(2));
    }

    [Test]
    public async Task Others_wait_for_who_has_the_cart_that_the_payment_was_moved_to()
    {
        var sent = AddSent();
        Task<GlasePayment> other = null;
        var isMoved = new TaskCompletionSource();
        var mayEnd = new TaskCompletionSource();
        var to = CheckoutKeys.ForCart(8, sent.StoreId);
        var mover = _fixture.DistributedLock.RunAsync(to, async () =>
        {
            await _fixture.DistributedLock.RunAsync(sent.CheckoutKey, async () =>
            {
                other = FromElsewhereAsync(() => _fixture.LockedPayments.UpdateAsync(sent.Id, payment => payment.RecordError("waited")));
                await _fixture.LockedPayments.UpdateAsync(sent.Id, payment => payment.MoveToCustomer(8));
            });
            isMoved.SetResult();
            await mayEnd.Task;
        });
        await isMoved.Task;

        Assert.That(await WaitsAsync(other), Is.True);

        mayEnd.SetResult();
        await mover;
        Assert.That(await other, Has.Property("CheckoutKey").EqualTo(to).And.Property("LastError").EqualTo("waited"));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Who_may_have_lost_the_lock_of_the_cart_takes_the_payments_own(bool isLost)
    {
        var sent = AddSent();
        var locked = 0;
        _fixture.LockRows.BeforeSave = row => locked += row.Name == LockedPayments.LockName(sent.Id) ? 1 : 0;

        await _fixture.DistributedLock.RunAsync(sent.CheckoutKey, async () =>
        {
            if (isLost)
                _fixture.Clock.Advance(GlaseDefaults.LockLeaseDuration / 2);
            await _fixture.LockedPayments.UpdateSentAsync(sent, RecordIssued);
        });

        Assert.That(locked, Is.EqualTo(isLost ? 1 : 0));
        Assert.That(_fixture.Stored(sent).Status, Is.EqualTo(GlasePaymentStatus.Issued));
    }

    [Test]
    public async Task What_was_ended_while_its_invoice_was_sent_stays_ended()
    {
        var sent = AddSent();

        var issued = await _fixture.DistributedLock.RunAsync(sent.CheckoutKey, async () =>
        {
            // By who took the lock over from a process that was suspended.
            var row = _fixture.Stored(sent);
            row.RecordNotIssued("suspended");
            await _fixture.Payments.UpdateAsync(row, publishEvent: false);
            return await _fixture.LockedPayments.UpdateSentAsync(sent, RecordIssued);
        });

        Assert.That(issued, Has.Property("Status").EqualTo(GlasePaymentStatus.Refused).And.Property("InvoiceReference").EqualTo("INV1"));
        Assert.That(_fixture.Stored(sent).Status, Is.EqualTo(GlasePaymentStatus.Refused));
    }

    private static bool RecordIssued(GlasePayment payment)
    {
        payment.RecordIssued("INV1", "code");
        return true;
    }

    // Another request, which has none of this one's locks.
    private static Task<T> FromElsewhereAsync<T>(Func<Task<T>> act)
    {
        using (ExecutionContext.SuppressFlow())
            return Task.Run(act);
    }

    private static async Task<bool> WaitsAsync(Task task)
    {
        await Task.WhenAny(task, Task.Delay(_moment));
        return !task.IsCompleted;
    }

    private GlasePayment AddSent()
    {
        return _fixture.AddPayment(GlasePaymentStatus.Sending, change: payment =>
        {
            payment.InvoiceReference = null;
            payment.CheckoutKey = CheckoutKeys.ForCart(9, payment.StoreId);
        });
    }

    private Task<GlasePayment> ReadAsync()
    {
        return _fixture.LockedPayments.RunAsync(_payment.Id, locked => Task.FromResult(locked.Payment));
    }

    private Task WriteBesideTheLockAsync(string error)
    {
        var row = _fixture.Stored(_payment);
        row.RecordError(error);
        return _fixture.Payments.UpdateAsync(row, publishEvent: false);
    }
}
