using System.Globalization;
using Nop.Core;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Localization;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Services.Catalog;
using Nop.Services.Directory;
using Nop.Services.Localization;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// What shoppers read of a payment that depends on its amounts, which are written as the shop writes them in their currencies.
/// </summary>
public class PaymentTexts(IPriceFormatter priceFormatter, PrimaryCurrency primaryCurrency, ICurrencyService currencyService,
    ILocalizationService localizationService, IWorkContext workContext)
{
    /// <summary>
    /// Gets the amount that a payment's invoice asks for. Reads no customer, so that a request without one does not create a guest account.
    /// </summary>
    public Task<string> FormatAsync(GlasePayment payment)
    {
        return FormatAsync(payment.Amount, payment.CurrencyCode);
    }

    /// <summary>
    /// Gets an amount with its currency.
    /// </summary>
    /// <param name="amount">The amount</param>
    /// <param name="currencyCode">The currency (ISO 4217), also one that the shop does not have</param>
    public async Task<string> FormatAsync(decimal amount, string currencyCode)
    {
        if (await primaryCurrency.FindAsync(currencyCode) is not { } currency)
            return $"{amount.ToString($"F{CurrencyDecimals.For(currencyCode)}", CultureInfo.CurrentCulture)} {currencyCode}";
        return await priceFormatter.FormatPriceAsync(amount, showCurrency: true, currency, languageId: 0,
            priceIncludesTax: true, showTax: false);
    }

    /// <summary>
    /// Gets what screen readers say instead of a payment's code.
    /// </summary>
    public async Task<string> DescribeCodeAsync(GlasePayment payment)
    {
        return string.Format(CultureInfo.CurrentCulture,
            await localizationService.GetResourceAsync(GlaseDefaults.ResourcePrefix + ".QrCode.Alt"), await FormatAsync(payment));
    }

    /// <summary>
    /// Gets why there is no new code for an order.
    /// </summary>
    /// <param name="reason">The name of the text</param>
    public Task<string> GetErrorAsync(string reason)
    {
        return localizationService.GetErrorTextAsync(reason);
    }

    /// <summary>
    /// Gets what becomes of a payment whose cart is empty.
    /// </summary>
    public async Task<string> DescribeEmptyCartAsync(GlasePayment payment)
    {
        return await TextAsync(GlaseDefaults.ResourcePrefix + ".Payment.PaidCart.Empty", await FormatAsync(payment));
    }

    /// <summary>
    /// Gets what is said of a paid cart whose order can be completed.
    /// </summary>
    public async Task<string> DescribePaidCartAsync(GlasePayment payment)
    {
        return string.Format(CultureInfo.CurrentCulture,
            await GetPaidCartAsync(payment.Status == GlasePaymentStatus.Reserved ? "Reserved" : "Paid"), await FormatAsync(payment));
    }

    /// <summary>
    /// Gets what is said of a paid cart that nopCommerce would not order.
    /// </summary>
    /// <param name="payment">The payment</param>
    /// <param name="reason">Why, in the shopper's language</param>
    public async Task<string> DescribeNotOrderableCartAsync(GlasePayment payment, string reason)
    {
        return string.Format(CultureInfo.CurrentCulture, await GetPaidCartAsync("NotOrderable"), await FormatAsync(payment), reason);
    }

    /// <summary>
    /// Gets a text about a paid cart.
    /// </summary>
    /// <param name="name">The name of the text</param>
    public Task<string> GetPaidCartAsync(string name)
    {
        return localizationService.GetResourceAsync($"{GlaseDefaults.ResourcePrefix}.Payment.PaidCart.{name}");
    }

    /// <summary>
    /// Gets why no order was placed with a payment; null when that is not the shopper's business.
    /// </summary>
    public async Task<string> DescribeReasonAsync(GlasePayment payment)
    {
        return payment.ShopperError is { } obstacle
            ? string.Format(CultureInfo.CurrentCulture, await GetErrorAsync("Reason"), obstacle)
            : null;
    }

    /// <summary>
    /// Gets how much was refunded and under which reference, or that a reservation was released, for its shopper; null for a payment that no
    /// money went back of.
    /// </summary>
    public async Task<string> DescribeRefundedAsync(GlasePayment payment)
    {
        if (payment.Status == GlasePaymentStatus.Refunded)
            return await DescribeAsync(GlaseDefaults.ResourcePrefix + ".Payment.Refunded.Amount", payment);
        return payment is { IsClosed: true, ReservedOnUtc: not null }
            ? await TextAsync(GlaseDefaults.ResourcePrefix + ".Payment.Released.Amount", await FormatAsync(payment), payment.InvoiceReference)
            : null;
    }

    /// <summary>
    /// Gets that the shop finds out or decides what becomes of a paid cart's payment, and that the cart can be paid in another way.
    /// </summary>
    public Task<string> DescribeUndecidedAsync(GlasePayment payment)
    {
        return DescribeAsync(GlaseDefaults.ResourcePrefix + ".Payment.PaidCart.Undecided", payment);
    }

    /// <summary>
    /// Gets what a payment is charged, for its shopper, who sees prices in another currency; null where the prices are in the payment's.
    /// </summary>
    public async Task<string> DescribeChargeAsync(GlasePayment payment)
    {
        return await primaryCurrency.GetCodeAsync() == payment.CurrencyCode ? await DescribeChargeAsync(payment.Amount) : null;
    }

    /// <summary>
    /// Gets what the current shopper is charged, who sees prices in another currency; null where the prices are in the primary one.
    /// </summary>
    /// <param name="amount">The amount in the primary store currency; null when it is not known yet</param>
    public async Task<string> DescribeChargeAsync(decimal? amount)
    {
        var shown = await workContext.GetWorkingCurrencyAsync();
        var code = await primaryCurrency.GetCodeAsync();
        if (shown.CurrencyCode == code)
            return null;
        if (amount is not { } charged)
            return await TextAsync(GlaseDefaults.ResourcePrefix + ".Payment.Charge.Currency", code);

        var converted = await currencyService.ConvertFromPrimaryStoreCurrencyAsync(charged, shown);
        return await TextAsync(GlaseDefaults.ResourcePrefix + ".Payment.Charge", await FormatAsync(converted, shown.CurrencyCode), await FormatAsync(charged, code));
    }

    /// <summary>
    /// Gets what arrived for a payment in place of the amount that was asked for, for its shopper; null where nothing else is known to have
    /// arrived.
    /// </summary>
    public async Task<string> DescribeArrivedAsync(GlasePayment payment)
    {
        return payment is { Status: GlasePaymentStatus.Paid, IsIncomplete: false, IsPaidInFull: false, PaidAmount: { } paid }
            ? await TextAsync(GlaseDefaults.ResourcePrefix + ".Payment.BeingRefunded.Amounts", await FormatAsync(paid, payment.PaidCurrencyCode), await FormatAsync(payment))
            : null;
    }

    // With what was paid, and Glase's reference.
    private async Task<string> DescribeAsync(string key, GlasePayment payment)
    {
        return await TextAsync(key, await FormatAsync(payment.PaidAmount ?? payment.Amount, payment.EffectiveCurrencyCode),
            payment.ErsReference ?? payment.InvoiceReference);
    }

    private async Task<string> TextAsync(string key, params object[] values)
    {
        return string.Format(CultureInfo.CurrentCulture,
            await localizationService.GetResourceAsync(key), values);
    }
}
