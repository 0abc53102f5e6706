namespace Nop.Core.Domain.Messages;

public class EmailAccount : BaseEntity
{
    public string Email { get; set; }

    public string DisplayName { get; set; }

    public string Host { get; set; }

    public int Port { get; set; }
}
