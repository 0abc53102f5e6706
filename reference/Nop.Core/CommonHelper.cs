using System.Net.Mail;

namespace Nop.Core;

public partial class CommonHelper
{
    public static bool IsValidEmail(string email) => MailAddress.TryCreate(email?.Trim(), out _);
}
