using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Storage;

public class LockedPaymentsTests
{
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
