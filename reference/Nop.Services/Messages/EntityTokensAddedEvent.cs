using Nop.Core;

namespace Nop.Services.Messages;

public class EntityTokensAddedEvent<T>(T entity, IList<Token> tokens) where T : BaseEntity
{
    public T Entity { get; } = entity;

    public IList<Token> Tokens { get; } = tokens;
}
