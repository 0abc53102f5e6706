namespace Sandbox.Admin.Models;

/// <summary>What an administrator can do to an order's payment.</summary>
public enum OrderAction
{
    None,
    Cancel,
    MarkAsPaid,
    Capture,
    Void,
    VoidOffline,
    Refund,
    RefundOffline,
    PartialRefund,
    PartialRefundOffline,
    ChangeTotal,
    Reopen,
    Delete
}
