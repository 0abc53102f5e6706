using AngleSharp.Dom;
using Glase.Simulator.Rules;
using Nop.Core.Domain.Orders;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// An order whose shopper has a code, and an admin who marks it as paid: over HTTP, as the admin does.
/// </summary>
public abstract class MarkedAsPaidTestBase : AdminShopTestBase
{
    private protected const string RefundIt = "Refund this payment";
    private protected const string KeepIt = "Apply it to this order";
    private protected PaymentElement _code;

    [SetUp]
    public async Task SetUp()
    {
        _fixture.Glase.NotificationMode = NotificationMode.Off;
        await _fixture.ChangeAsync(settings => settings.QrCodePlacement = QrCodePlacement.AfterOrder);
        await _httpShopper.PutIntoCartAsync();
        await _httpShopper.CheckOutAsync();
        await _httpShopper.ContinueAndConfirmAsync();
        _code = _httpShopper.Code;
    }

    private protected decimal RefundedAtGlase => _fixture.Glase.Refunds.Sum(refund => refund.Amount.Value);

    private protected IElement Panel => _admin.Page.QuerySelector(".glase-payment-panel");

    private protected async Task OpenAsync()
    {
        await _admin.GoAsync($"Admin/Order/Edit/{(await _fixture.OnlyOrderAsync()).Id}");
    }

    private protected async Task PressAsync(string button, string amount = null)
    {
        await OpenAsync();
        await _admin.PressAsync(_admin.Page.QuerySelector($"#{button}"), amount is null ? [] : [("amount", amount)]);
    }

    private protected async Task LetTheTaskFinishAsync()
    {
        await _fixture.ChangePaymentsAsync(payment =>
        {
            payment.ReservedOnUtc -= GlaseDefaults.BrowserGracePeriod;
            payment.PaidOnUtc -= GlaseDefaults.BrowserGracePeriod;
            payment.ReservationCheckOnUtc -= GlaseDefaults.BrowserGracePeriod;
        });
        await _fixture.ChangeAllAsync<GlaseOrderPaymentClaim>(claim => claim.ClaimedOnUtc -= GlaseDefaults.PlacementGracePeriod);
        await _fixture.RunTaskAsync();
    }
}
