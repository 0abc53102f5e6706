using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Plugin.Payments.Glase.Models;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Models;

public class PaymentStateTests
{
    [TestCase(10, "SEK", "ERS1", PaymentState.Paid)]
    [TestCase(9, "SEK", "ERS1", PaymentState.BeingRefunded)]
    [TestCase(10, "EUR", "ERS1", PaymentState.BeingRefunded)]
    [TestCase(null, null, "ERS1", PaymentState.Paid)]
    [TestCase(10, null, "ERS1", PaymentState.Paid)]
    [TestCase(9, "KRONOR", "ERS1", PaymentState.Paid)]
    [TestCase(10, "SEK", null, PaymentState.Paid)]
    public void Money_is_said_to_go_back_only_when_another_sum_is_known_to_have_come(decimal? paid, string currency,
        string reference, PaymentState state)
    {
        var payment = new GlasePayment
        {
            Status = GlasePaymentStatus.Paid,
            Amount = 10m,
            CurrencyCode = "SEK",
            PaidAmount = paid,
            PaidCurrencyCode = currency,
            ErsReference = reference
        };

        Assert.That(PaymentModelFactory.StateOf(payment), Is.EqualTo(state));
    }
}
