using Nop.Core;

namespace Nop.Plugin.Payments.Glase.Domain;

/// <summary>
/// A lock that all nodes of a shop share: the caller that inserted the row holds it, and the unique index on its name admits
/// only one.
/// </summary>
public class GlaseLock : BaseEntity
{
    /// <summary>
    /// Gets or sets what is locked.
    /// </summary>
    public string Name { get; set; }

    /// <summary>
    /// Gets or sets who holds it.
    /// </summary>
    public string Owner { get; set; }

    /// <summary>
    /// Gets or sets when it may be taken from an owner that never came back (UTC).
    /// </summary>
    public DateTime ExpiresOnUtc { get; set; }
}
