using Nop.Core.Domain.Messages;

namespace Nop.Services.Messages;

public class MessageTokensAddedEvent(MessageTemplate message, IList<Token> tokens)
{
    public MessageTemplate Message { get; } = message;

    public IList<Token> Tokens { get; } = tokens;
}
