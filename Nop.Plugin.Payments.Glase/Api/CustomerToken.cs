using System.Text;

namespace Nop.Plugin.Payments.Glase.Api;

/// <summary>
/// A coupon or loyalty card of the payer.
/// </summary>
public sealed record CustomerToken
{
    /// <summary>
    /// What it is.
    /// </summary>
    public string Description { get; init; }

    /// <summary>
    /// Its id at Glase.
    /// </summary>
    public string Id { get; init; }

    /// <summary>
    /// 0 pending, 1 used, 90 blocked, 99 unknown.
    /// </summary>
    public int Status { get; init; }

    /// <summary>
    /// Its number: personal data.
    /// </summary>
    public string Value { get; init; }

    // Replaces the record's own, which would print the payer's number.
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("Id = ").Append(Id).Append(", Status = ").Append(Status);
        return true;
    }
}
