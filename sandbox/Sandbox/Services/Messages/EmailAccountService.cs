using Nop.Core.Domain.Messages;
using Nop.Data;
using Nop.Services.Messages;

namespace Sandbox.Services.Messages;

internal sealed class EmailAccountService : IEmailAccountService
{
    private readonly IRepository<EmailAccount> _accounts;

    public EmailAccountService(IRepository<EmailAccount> accounts)
    {
        _accounts = accounts;
    }

    public async Task<EmailAccount> GetEmailAccountByIdAsync(int emailAccountId)
    {
        return emailAccountId == 0 ? null : await _accounts.GetByIdAsync(emailAccountId);
    }

    public Task<IList<EmailAccount>> GetAllEmailAccountsAsync() => _accounts.GetAllAsync(query => query.OrderBy(account => account.Id));
}
