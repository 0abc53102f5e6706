using System.Net;
using Nop.Core.Domain.Messages;
using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Localization;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Orders;
using Nop.Services.Events;
using Nop.Services.Localization;
using Nop.Services.Messages;

namespace Nop.Plugin.Payments.Glase.EventConsumers;

/// <summary>
/// Gives the emails about an order its payment link and a code that leads to it; both are empty where the order cannot be paid by them.
/// </summary>
public class OrderTokensConsumer(OrderLinkOffer offer, ILocalizationService localizationService)
    : IConsumer<EntityTokensAddedEvent<Order>>, IConsumer<AdditionalTokensAddedEvent>
{
    internal const string Link = "Order.GlasePaymentLink";
    internal const string QrCode = "Order.GlaseQrCode";

    /// <inheritdoc />
    public async Task HandleEventAsync(EntityTokensAddedEvent<Order> eventMessage)
    {
        // nopCommerce announces an order's tokens more than once for some messages.
        if (eventMessage.Tokens.Any(token => token.Key == Link))
            return;

        var order = eventMessage.Entity;
        var url = await offer.FindUrlAsync(order);
        eventMessage.Tokens.Add(new Token(Link, url ?? "", neverHtmlEncoded: true));
        eventMessage.Tokens.Add(new Token(QrCode, url is null ? "" : await DrawAsync(url, order.CustomerLanguageId), neverHtmlEncoded: true));
    }

    /// <inheritdoc />
    public Task HandleEventAsync(AdditionalTokensAddedEvent eventMessage)
    {
        if (eventMessage.TokenGroups?.Any() != true || eventMessage.TokenGroups.Contains(TokenGroupNames.OrderTokens))
            eventMessage.AddTokens($"%{Link}%", $"%{QrCode}%");
        return Task.CompletedTask;
    }

    // Mail programs show no pictures that are part of the message's text, and no SVG: it is a PNG of the shop's.
    private async Task<string> DrawAsync(string url, int languageId)
    {
        var text = await localizationService.GetShopperTextAsync(GlaseDefaults.ResourcePrefix + ".Payment.Link.QrCode", languageId);
        return $"<a href=\"{WebUtility.HtmlEncode(url)}\"><img src=\"{WebUtility.HtmlEncode(OrderLinks.ImageUrl(url))}\" " +
            $"alt=\"{WebUtility.HtmlEncode(text)}\" width=\"240\" height=\"240\" border=\"0\" /></a>";
    }
}
