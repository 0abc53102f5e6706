using Nop.Core;

namespace Nop.Plugin.Payments.Glase.Controllers;

/// <summary>
/// Reads from the work context who is pressing a button.
/// </summary>
internal static class WorkContextExtensions
{
    /// <summary>
    /// Gets the email address of the account that is logged in, for records of who decided something.
    /// </summary>
    public static async Task<string> GetCurrentEmailAsync(this IWorkContext workContext)
    {
        return (await workContext.GetCurrentCustomerAsync()).Email;
    }
}
