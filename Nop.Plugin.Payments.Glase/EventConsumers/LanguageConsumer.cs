using Nop.Core.Domain.Localization;
using Nop.Core.Events;
using Nop.Plugin.Payments.Glase.Localization;
using Nop.Services.Events;

namespace Nop.Plugin.Payments.Glase.EventConsumers;

/// <summary>
/// Brings the plugin's texts to a language that the owner adds, or that becomes another one.
/// </summary>
public class LanguageConsumer : IConsumer<EntityInsertedEvent<Language>>, IConsumer<EntityUpdatedEvent<Language>>
{
    private readonly ShopTexts _texts;

    /// <summary>
    /// Makes the consumer.
    /// </summary>
    public LanguageConsumer(ShopTexts texts)
    {
        _texts = texts;
    }

    /// <inheritdoc />
    public Task HandleEventAsync(EntityInsertedEvent<Language> eventMessage)
    {
        return _texts.CompleteAsync(eventMessage.Entity);
    }

    /// <inheritdoc />
    public Task HandleEventAsync(EntityUpdatedEvent<Language> eventMessage)
    {
        return _texts.CompleteAsync(eventMessage.Entity);
    }
}
