using System.Globalization;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Reporting.Reconciling;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Says what a difference between Glase's report and the shop means, and what to do about it.
/// </summary>
public class DifferenceModelFactory(AdminAmounts amounts, AdminTexts texts)
{
    /// <summary>
    /// Prepares one difference.
    /// </summary>
    public async Task<DifferenceModel> PrepareAsync(Difference difference)
    {
        var (reported, local) = (difference.Reported, difference.Local);
        var only = difference.Kind == DifferenceKind.UnresolvedRefund ? difference.Candidates[0] : null;
        var model = new DifferenceModel
        {
            Kind = await texts.EnumAsync(difference.Kind),
            Reference = reported?.ErsReference ?? local?.Reference,
            Reported = reported?.Amount?.ToString("N2", CultureInfo.CurrentCulture),
            Own = local is not null ? await amounts.WriteAsync(local.Amount, local.CurrencyCode)
                : only is not null ? await amounts.WriteAsync(-only.Amount, only.CurrencyCode) : null,
            Time = (local?.TimeUtc ?? only?.TimeUtc) is { } time ? await texts.WriteAsync(time) : null,
            Order = await OrderAsync(local?.OrderId ?? only?.OrderId),
            Advice = await texts.ReportsAsync(AdviceOn(difference))
        };

        if (difference.MayBeLost)
            model.Advice += " " + await texts.ReportsAsync("Advice.PeriodIdUnknown");
        else if (difference.IsNearBoundary)
            model.Advice += " " + await texts.ReportsAsync("Advice.NearBoundary");

        if (local is not null)
            model.Payments.Add(await PaymentAsync(local.PaymentId));
        foreach (var candidate in difference.Candidates)
            model.Payments.Add(await PaymentAsync(candidate.PaymentId));
        return model;
    }

    /// <summary>
    /// Prepares one transaction that matches.
    /// </summary>
    public async Task<MatchedTransactionModel> PrepareAsync(LocalTransaction local)
    {
        var model = new MatchedTransactionModel
        {
            Time = await texts.WriteAsync(local.TimeUtc),
            Reference = local.Reference,
            Amount = await amounts.WriteAsync(local.Amount, local.CurrencyCode),
            Order = await OrderAsync(local.OrderId)
        };
        model.Payments.Add(await PaymentAsync(local.PaymentId));
        return model;
    }

    private async Task<GridLinkModel> PaymentAsync(int paymentId) => new(paymentId, await texts.ReportsAsync("Payment", paymentId));

    private async Task<GridLinkModel> OrderAsync(int? orderId)
    {
        return orderId is { } id ? new GridLinkModel(id, await texts.ReportsAsync("Order", id)) : null;
    }

    private static string AdviceOn(Difference difference)
    {
        return difference.Kind switch
        {
            DifferenceKind.PaymentMissingInShop => "Advice.PaymentMissingInShop",
            DifferenceKind.RefundMissingInShop => difference.Candidates.Count > 0 ? "Advice.Candidates" : "Advice.RefundMissingInShop",
            DifferenceKind.PaymentMissingAtGlase => "Advice.PaymentMissingAtGlase",
            DifferenceKind.RefundMissingAtGlase => "Advice.RefundMissingAtGlase",
            DifferenceKind.AmountDiffers => "Advice.AmountDiffers",
            DifferenceKind.ListedTwice => "Advice.ListedTwice",
            DifferenceKind.UnresolvedRefund => difference.MayBeListed ? "Advice.UnresolvedListed" : "Advice.UnresolvedRefund",
            _ => throw new ArgumentOutOfRangeException(nameof(difference), difference.Kind, "There is no such difference.")
        };
    }
}
