using Glase.Simulator.Wire;

namespace Glase.Simulator.Rules;

/// <summary>What getPaymentStatus says of a paid invoice, where it is to say something else than Glase's documents have it.</summary>
internal sealed class PaidAnswerOverrides
{
    /// <summary>Changes the answer before it is sent; null: it stays as it is.</summary>
    public Action<PaymentStatusResponse> Edit { get; set; }
}
