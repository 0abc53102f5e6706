using CsCheck;

namespace Nop.Plugin.Payments.Glase.Tests.Model;

/// <summary>
/// What can happen.
/// </summary>
internal enum ActionKind
{
    FillCart,
    EmptyCart,
    ShowPaymentStep,
    Continue,
    PayWithOtherMethod,
    Poll,
    Notify,
    ReturnAsShopper,
    ReturnAsStranger,
    Complete,
    Renew,
    ComeAsGuest,
    LogIn,
    LogOut,
    RetryOrder,
    PhonePays,
    PhonePaysOtherAmount,
    PhoneScans,
    PhoneCancels,
    PhoneFails,
    PhoneExpires,
    PhoneReserves,
    RunTask,
    RefundAll,
    RefundPart,
    Capture,
    Void,
    CancelOrder,
    EditTotal,
    LowerPaidTotal,
    RefundBeyondTotal,
    MarkAsPaid,
    Reopen,
    SaveOrder,
    Wait,
    GlaseFails,
    GlaseTimesOut,
    GlaseOmitsDetails,
    DatabaseUnavailable
}

/// <summary>
/// How far the shopper has come when a scenario begins.
/// </summary>
internal enum StartingPoint
{
    /// <summary>
    /// In front of the payment step.
    /// </summary>
    Cart,

    /// <summary>
    /// The code was paid, and Glase was asked about it.
    /// </summary>
    Paid,

    /// <summary>
    /// The order was placed before it was paid.
    /// </summary>
    Ordered,

    /// <summary>
    /// The order was placed and paid.
    /// </summary>
    OrderPaid,

    /// <summary>
    /// The code was paid, but the cart is gone.
    /// </summary>
    Unplaceable,

    /// <summary>
    /// The money of the order is reserved.
    /// </summary>
    Reserved
}

/// <summary>
/// A deed of somebody.
/// </summary>
/// <param name="Kind">What</param>
/// <param name="Node">On which of the shop's two nodes</param>
/// <param name="Pick">Which order, code, amount or fault, among those there are</param>
/// <param name="LastStep">At which step of it the node's process is killed; 0 for never</param>
internal sealed record ScenarioAction(ActionKind Kind, int Node, int Pick, int LastStep)
{
    public override string ToString()
    {
        return $"{Kind}({Pick}) on {Node}{(LastStep == 0 ? "" : $", killed at {LastStep}")}";
    }
}

/// <summary>
/// Concurrent actions, in steps whose order is drawn at random.
/// </summary>
internal sealed record ScenarioStep(ScenarioAction[] Actions, int Seed)
{
    public override string ToString() => string.Join(" | ", (IEnumerable<ScenarioAction>)Actions) + $" [{Seed}]";
}

/// <summary>
/// What happens around a cart and its payments, from the first look at the payment step.
/// </summary>
/// <param name="AfterOrder">Where the code is shown</param>
/// <param name="StartingPoint">How far the shopper has come</param>
/// <param name="Steps">What happens from there on</param>
/// <param name="StoreId">The store the shopper is in; scheduled task and administrator are always in the first one</param>
/// <param name="IsGuest">Whether the shopper is a guest at first, or has logged in</param>
/// <param name="IsSentByPost">Whether the shopper has to choose how to get what is in the cart</param>
internal sealed record Scenario(
    bool AfterOrder, StartingPoint StartingPoint, ScenarioStep[] Steps, int StoreId = 1, bool IsGuest = false, bool IsSentByPost = false)
{
    // Whatever else happens, a payer whose cart and order nobody touches gets the order.
    private static readonly ActionKind[] _harmless =
    [
        ActionKind.ShowPaymentStep, ActionKind.Poll, ActionKind.Notify, ActionKind.ReturnAsShopper, ActionKind.ReturnAsStranger, ActionKind.Complete, ActionKind.RunTask,
        ActionKind.PhonePays, ActionKind.PhoneScans, ActionKind.Wait, ActionKind.GlaseOmitsDetails, ActionKind.DatabaseUnavailable, ActionKind.LogIn, ActionKind.LogOut,
        ActionKind.SaveOrder
    ];

    private static readonly ActionKind[] _faultKinds =
        [ActionKind.GlaseFails, ActionKind.GlaseTimesOut, ActionKind.GlaseOmitsDetails, ActionKind.DatabaseUnavailable, ActionKind.PhoneScans];

    // How often; what is not named here happens alone.
    private static readonly Gen<ActionKind> _atOnce = Gen.FrequencyConst(
        (3, ActionKind.FillCart), (1, ActionKind.EmptyCart), (6, ActionKind.ShowPaymentStep), (6, ActionKind.Continue), (2, ActionKind.PayWithOtherMethod),
        (6, ActionKind.Poll), (6, ActionKind.Notify), (4, ActionKind.ReturnAsShopper), (3, ActionKind.ReturnAsStranger), (8, ActionKind.Complete),
        (3, ActionKind.Renew), (2, ActionKind.LogIn), (2, ActionKind.LogOut), (3, ActionKind.RetryOrder), (8, ActionKind.PhonePays), (10, ActionKind.RunTask), (6, ActionKind.RefundAll),
        (10, ActionKind.RefundPart), (1, ActionKind.Capture), (1, ActionKind.Void), (5, ActionKind.SaveOrder), (4, ActionKind.DatabaseUnavailable));

    private static readonly Gen<ActionKind> _alone = Gen.FrequencyConst(
        (3, ActionKind.CancelOrder), (4, ActionKind.EditTotal), (3, ActionKind.LowerPaidTotal), (2, ActionKind.RefundBeyondTotal),
        (5, ActionKind.MarkAsPaid), (2, ActionKind.Reopen), (12, ActionKind.Wait), (8, ActionKind.GlaseFails), (4, ActionKind.GlaseTimesOut),
        (4, ActionKind.GlaseOmitsDetails),
        (2, ActionKind.PhoneScans), (2, ActionKind.PhoneCancels), (1, ActionKind.PhoneFails), (1, ActionKind.PhoneExpires),
        (2, ActionKind.PhonePaysOtherAmount), (2, ActionKind.PhoneReserves), (10, ActionKind.PhonePays));

    private static readonly Gen<int> _death = Gen.Frequency((6, Gen.Const(0)), (1, Gen.Int[1, 15]), (1, Gen.Int[1, 60]));

    private static readonly Gen<ScenarioStep> _one = Moves(Gen.Frequency((3, _atOnce), (2, _alone)), 1);

    private static readonly Gen<ScenarioStep> _twice =
        from move in MoveOf(_atOnce)
        from node in Gen.Int[0, 1]
        from chance in Gen.Int[0, 999]
        select new ScenarioStep([move, move with { Node = node, LastStep = 0 }], chance);

    // An order is saved as it was read before something happened to its payment.
    private static readonly Gen<ScenarioStep> _overwritten =
        from move in MoveOf(Gen.OneOfConst(ActionKind.Notify, ActionKind.Complete, ActionKind.RunTask, ActionKind.RefundAll, ActionKind.RefundPart,
            ActionKind.Capture, ActionKind.Void))
        from save in MoveOf(Gen.Const(ActionKind.SaveOrder))
        from chance in Gen.Int[0, 999]
        select new ScenarioStep([move, save], chance);

    private static readonly Gen<ScenarioStep> _anyTurn =
        Gen.Frequency((12, _one), (4, Moves(_atOnce, 2)), (2, Moves(_atOnce, 3)), (4, _twice), (3, _overwritten));

    private static readonly Gen<bool> _oneInThree = Gen.Frequency((2, Gen.Const(false)), (1, Gen.Const(true)));

    private static readonly Gen<StartingPoint> _anyOpening = Gen.FrequencyConst(
        (3, StartingPoint.Cart), (4, StartingPoint.Paid), (3, StartingPoint.Ordered), (4, StartingPoint.OrderPaid), (3, StartingPoint.Unplaceable),
        (1, StartingPoint.Reserved));

    private static readonly Gen<StartingPoint> _withoutPaymentStep =
        Gen.FrequencyConst((1, StartingPoint.Cart), (3, StartingPoint.Ordered), (4, StartingPoint.OrderPaid), (1, StartingPoint.Reserved));

    public static Gen<Scenario> Any { get; } =
        from afterOrder in Gen.Frequency((3, Gen.Const(false)), (1, Gen.Const(true)))
        from opening in afterOrder ? _withoutPaymentStep : _anyOpening
        from turns in _anyTurn.Array[1, 14]
        from storeId in Gen.Frequency((3, Gen.Const(1)), (1, Gen.Const(ModelEnvironment.SecondStore)))
        from isGuest in _oneInThree
        from isSentByPost in _oneInThree
        from logIn in Moves(Gen.Const(ActionKind.LogIn), 1)
        from place in Gen.Int[0, 20]
        select new Scenario(afterOrder, opening, isGuest ? Insert(logIn, turns, place) : turns, storeId, isGuest, isSentByPost);

    /// <summary>
    /// Gets whether nothing in it gives a reason to refund what is paid in the payment step.
    /// </summary>
    public bool LeavesCartUnchanged => !AfterOrder && StartingPoint is StartingPoint.Cart or StartingPoint.Paid
        && Moves().All(action => _harmless.Contains(action.Kind)) && MovesCartsUndisturbed;

    /// <summary>
    /// Gets whether nothing keeps an open code from following its cart into an account, or from being cancelled.
    /// </summary>
    public bool IsSmooth => MovesCartsUndisturbed && Moves().All(action => !_faultKinds.Contains(action.Kind));

    // While a guest logs in, the cart is nowhere for some moments. A process that dies then may leave a payment without a cart.
    private bool MovesCartsUndisturbed => Moves().All(action => action.Kind != ActionKind.LogIn)
        || Moves().All(action => action.LastStep == 0 && action.Kind != ActionKind.DatabaseUnavailable)
            && Steps.All(step => step.Actions.Length == 1 || step.Actions.All(action => action.Kind != ActionKind.LogIn));

    public override string ToString()
    {
        return $"QR code {(AfterOrder ? "after the order" : "in the payment step")}, from {StartingPoint} in store {StoreId}, "
            + $"{(IsGuest ? "a guest" : "an account")}, {(IsSentByPost ? "by post" : "nothing to send")}\n"
            + string.Join('\n', (IEnumerable<ScenarioStep>)Steps);
    }

    private static ScenarioStep[] Insert(ScenarioStep step, ScenarioStep[] turns, int place)
    {
        return place > turns.Length ? turns : [.. turns[..place], step, .. turns[place..]];
    }

    private IEnumerable<ScenarioAction> Moves() => Steps.SelectMany(step => step.Actions);

    private static Gen<ScenarioAction> MoveOf(Gen<ActionKind> deeds)
    {
        return from deed in deeds
               from node in Gen.Frequency((4, Gen.Const(0)), (1, Gen.Const(1)))
               from pick in Gen.Int[0, 23]
               from lastStep in _death
               select new ScenarioAction(deed, node, pick, lastStep);
    }

    private static Gen<ScenarioStep> Moves(Gen<ActionKind> deeds, int count)
    {
        return from moves in MoveOf(deeds).Array[count]
               from chance in Gen.Int[0, 999]
               select new ScenarioStep(moves, chance);
    }
}
