using System.Globalization;
using Microsoft.AspNetCore.Http;
using Nop.Core.Domain.Messages;
using Nop.Services.Events;
using Nop.Services.Messages;

namespace Nop.Plugin.Payments.Glase.EventConsumers;

/// <summary>
/// Lists the allowed tokens on the admin's page of the plugin's message template: nopCommerce knows them of its own templates only, and asks
/// for those of no group.
/// </summary>
public class PaymentLinkTemplateConsumer(IHttpContextAccessor httpContextAccessor, IMessageTemplateService templateService,
    IMessageTokenProvider tokenProvider) : IConsumer<AdditionalTokensAddedEvent>
{
    /// <inheritdoc />
    public async Task HandleEventAsync(AdditionalTokensAddedEvent eventMessage)
    {
        if (eventMessage.TokenGroups?.Any() == true || !await IsOnPageOfTemplateAsync())
            return;

        var allowed = await tokenProvider.GetListOfAllowedTokensAsync(
            [TokenGroupNames.StoreTokens, TokenGroupNames.OrderTokens, TokenGroupNames.CustomerTokens]);
        eventMessage.AddTokens([.. allowed]);
    }

    // The event does not say which template it is about.
    private async Task<bool> IsOnPageOfTemplateAsync()
    {
        var values = httpContextAccessor.HttpContext?.Request.RouteValues;
        return values?["controller"] as string == "MessageTemplate"
            && int.TryParse(values["id"] as string, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && (await templateService.GetMessageTemplateByIdAsync(id))?.Name == GlaseDefaults.PaymentLinkTemplate;
    }
}
