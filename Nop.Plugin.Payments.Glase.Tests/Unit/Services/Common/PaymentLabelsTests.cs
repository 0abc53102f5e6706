using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Common;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Common;

public class PaymentLabelsTests
{
    [TestCase(null, null, null, "Glase payment #7 (page Admin/Glase/Payment/7)")]
    [TestCase("R1", null, null, "Glase payment #7 (invoice R1, page Admin/Glase/Payment/7)")]
    [TestCase("R1", null, 12, "Glase payment #7 (invoice R1, order no. 12, page Admin/Glase/Payment/7)")]
    [TestCase("R1", "E1", 12, "Glase payment #7 (invoice R1, payment reference E1, order no. 12, page Admin/Glase/Payment/7)")]
    [TestCase(null, null, 12, "Glase payment #7 (order no. 12, page Admin/Glase/Payment/7)")]
    public void A_payment_is_named_by_what_is_known_of_it(string invoice, string payment, int? orderId, string name)
    {
        var named = new GlasePayment { Id = 7, InvoiceReference = invoice, ErsReference = payment, OrderId = orderId };

        Assert.That(PaymentLabels.For(named), Is.EqualTo(name));
    }
}
