namespace Nop.Core.Domain.Messages;

public class QueuedEmail : BaseEntity
{
    public string From { get; set; }

    public string FromName { get; set; }

    public string To { get; set; }

    public string ToName { get; set; }

    public string Subject { get; set; }

    public string Body { get; set; }

    public DateTime CreatedOnUtc { get; set; }

    public int EmailAccountId { get; set; }
}
