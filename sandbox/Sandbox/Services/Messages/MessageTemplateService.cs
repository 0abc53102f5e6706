using Nop.Core.Domain.Messages;
using Nop.Data;
using Nop.Services.Messages;

namespace Sandbox.Services.Messages;

/// <summary>Templates of emails by name. None is limited to stores.</summary>
internal sealed class MessageTemplateService : IMessageTemplateService
{
    private readonly IRepository<MessageTemplate> _templates;

    public MessageTemplateService(IRepository<MessageTemplate> templates)
    {
        _templates = templates;
    }

    public Task DeleteMessageTemplateAsync(MessageTemplate messageTemplate) => _templates.DeleteAsync(messageTemplate);

    public Task InsertMessageTemplateAsync(MessageTemplate messageTemplate) => _templates.InsertAsync(messageTemplate);

    public Task UpdateMessageTemplateAsync(MessageTemplate messageTemplate) => _templates.UpdateAsync(messageTemplate);

    public Task<MessageTemplate> GetMessageTemplateByIdAsync(int messageTemplateId) => _templates.GetByIdAsync(messageTemplateId);

    public Task<IList<MessageTemplate>> GetMessageTemplatesByNameAsync(string messageTemplateName, int? storeId = null)
    {
        return _templates.GetAllAsync(query => query.Where(template => template.Name == messageTemplateName).OrderBy(template => template.Id));
    }
}
