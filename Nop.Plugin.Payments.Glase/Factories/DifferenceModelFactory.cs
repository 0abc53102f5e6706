using System.Globalization;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Reporting.Reconciling;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Says what a difference between Glase's report and the shop means, and what to do about it.
/// </summary>
public class DifferenceModelFactory(AdminTexts texts)
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
            Own = local is not null ? PaymentPanelModelFactory.Text(local.Amount, local.CurrencyCode)
                : only is not null ? PaymentPanelModelFactory.Text(-only.Amount, only.CurrencyCode) : null,
            Time = (local?.TimeUtc ?? only?.TimeUtc) is { } time ? await texts.WriteAsync(time) : null,
            OrderId = local?.OrderId ?? only?.OrderId
        };

        model.Advice.Add(await texts.ReportsAsync(AdviceOn(difference)));
        if (difference.MayBeLost)
            model.Advice.Add(await texts.ReportsAsync("Advice.PeriodIdUnknown"));
        else if (difference.IsNearBoundary)
            model.Advice.Add(await texts.ReportsAsync("Advice.NearBoundary"));

        if (local is not null)
            model.Payments.Add((local.PaymentId, await PaymentAsync(local.PaymentId)));
        foreach (var candidate in difference.Candidates)
            model.Payments.Add((candidate.PaymentId, await PaymentAsync(candidate.PaymentId)));
        return model;
    }

    private Task<string> PaymentAsync(int paymentId) => texts.ReportsAsync("Payment", paymentId);

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
