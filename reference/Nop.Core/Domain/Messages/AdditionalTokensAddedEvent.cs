namespace Nop.Core.Domain.Messages;

public class AdditionalTokensAddedEvent
{
    public AdditionalTokensAddedEvent()
    {
        AdditionalTokens = [];
    }

    public virtual void AddTokens(params string[] additionalTokens)
    {
        foreach (var token in additionalTokens)
            AdditionalTokens.Add(token);
    }

    public IList<string> AdditionalTokens { get; }

    public IEnumerable<string> TokenGroups { get; set; }
}
