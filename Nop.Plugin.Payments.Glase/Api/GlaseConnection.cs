using System.Text;

namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// Where a store's Glase server is and how the store identifies itself there.
/// </summary>
public sealed record GlaseConnection
{
    /// <summary>
    /// Address of the SOAP service, absolute.
    /// </summary>
    public Uri ServiceUrl { get; init; }

    /// <summary>
    /// Name of the store as Glase shall know it (Glase certification: company or shop name).
    /// </summary>
    public string ClientId { get; init; }

    /// <summary>
    /// System and version, at most 80 characters; null for <see cref="DefaultClientComment"/>.
    /// </summary>
    public string ClientComment { get; init; }

    /// <summary>
    /// The terminal that payments are made with.
    /// </summary>
    public string TerminalId { get; init; }

    /// <summary>
    /// The terminal's password.
    /// </summary>
    public string Password { get; init; }

    /// <summary>
    /// The shop (reseller) that periods and reports are asked with; null where only payments are made.
    /// </summary>
    public string ShopId { get; init; }

    /// <summary>
    /// The shop's user; Glase names 9900 for periods and reports.
    /// </summary>
    public string ShopUserId { get; init; } = "9900";

    /// <summary>
    /// The password of the shop's user.
    /// </summary>
    public string ShopPassword { get; init; }

    /// <summary>
    /// Whether there is a password of the terminal that cannot be decrypted, so that <see cref="Password"/> is null.
    /// </summary>
    public bool IsPasswordUnreadable { get; init; }

    /// <summary>
    /// Whether there is a password of the shop's user that cannot be decrypted, so that <see cref="ShopPassword"/> is null.
    /// </summary>
    public bool IsShopPasswordUnreadable { get; init; }

    /// <summary>
    /// Told after each call that its caller did not cancel, before the caller is; null for none. Must not throw.
    /// </summary>
    public Action<GlaseCallRecord> CallCompleted { get; init; }

    /// <summary>
    /// Whether <see cref="CallCompleted"/> is told what was sent and answered, as far as it is neither secret nor about a person.
    /// </summary>
    public bool RecordsBodies { get; init; }

    /// <summary>
    /// What is sent as client comment when <see cref="ClientComment"/> is empty.
    /// </summary>
    public static string DefaultClientComment { get; } =
        $"nopCommerce 4.90 / Glase plugin {typeof(GlaseConnection).Assembly.GetName().Version.ToString(3)}";

    // Replaces the record's own, which would print the passwords.
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("Host = ").Append(ServiceUrl is { IsAbsoluteUri: true } url ? url.Authority : null)
            .Append(", TerminalId = ").Append(TerminalId)
            .Append(", ShopId = ").Append(ShopId);
        return true;
    }

    /// <summary>
    /// Gets whether the page that wants a code is displayed already, so that sendInvoice has <see cref="GlaseClientOptions.SendInvoiceForRenewal"/>.
    /// </summary>
    public bool IsRenewal { get; init; }
}
