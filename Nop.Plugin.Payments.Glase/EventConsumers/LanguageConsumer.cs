using Nop.Core.Domain.Localization;
using Nop.Core.Events;
using Nop.Plugin.Payments.Glase.Localization;
using Nop.Services.Events;

namespace Nop.Plugin.Payments.Glase.EventConsumers;

/// <summary>
/// Brings the plugin's texts to a language that the owner adds, or that becomes another one.
/// </summary>
public class LanguageConsumer(ShopTexts texts, PaymentLinkTemplate paymentLinkTemplate)
    : IConsumer<EntityInsertedEvent<Language>>, IConsumer<EntityUpdatedEvent<Language>>
{
    /// <inheritdoc />
    public Task HandleEventAsync(EntityInsertedEvent<Language> eventMessage)
    {
        return CompleteAsync(eventMessage.Entity);
    }

    /// <inheritdoc />
    public Task HandleEventAsync(EntityUpdatedEvent<Language> eventMessage)
    {
        return CompleteAsync(eventMessage.Entity);
    }

    private async Task CompleteAsync(Language language)
    {
        await texts.CompleteAsync(language);
        await paymentLinkTemplate.CompleteAsync(language);
    }
}
