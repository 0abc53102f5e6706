using CsCheck;

namespace Nop.Plugin.Payments.Glase.Tests.Model;

/// <summary>
/// What can happen.
/// </summary>
internal enum Deed
{
    FillCart,
    EmptyCart,
    ShowPaymentStep,
    Continue,
    PayOtherwise,
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
    Wait,
    GlaseFails,
    GlaseTimesOut,
    GlaseSaysLess,
    DatabaseGoesAway
}

/// <summary>
/// How far the shopper has come when a story begins.
/// </summary>
internal enum Opening
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
/// <param name="Deed">What</param>
/// <param name="Node">On which of the shop's two nodes</param>
/// <param name="Pick">Which order, code, amount or trouble, among those there are</param>
/// <param name="LastStep">At which step of it the node's process is killed; 0 for never</param>
internal sealed record Move(Deed Deed, int Node, int Pick, int LastStep)
{
    public override string ToString()
    {
        return $"{Deed}({Pick}) on {Node}{(LastStep == 0 ? "" : $", killed at {LastStep}")}";
    }
}

/// <summary>
/// Deeds at once, in steps whose order comes of the chance.
/// </summary>
internal sealed record Turn(Move[] Moves, int Chance)
{
    public override string ToString() => string.Join(" | ", (IEnumerable<Move>)Moves) + $" [{Chance}]";
}

/// <summary>
/// What happens around a cart and its payments, from the first look at the payment step.
/// </summary>
/// <param name="AfterOrder">Where the code is shown</param>
/// <param name="Opening">How far the shopper has come</param>
/// <param name="Turns">What happens from there on</param>
/// <param name="StoreId">The store the shopper is in; scheduled task and administrator are always in the first one</param>
/// <param name="IsGuest">Whether the shopper is a guest at first, or has logged in</param>
/// <param name="IsSentByPost">Whether the shopper has to choose how to get what is in the cart</param>
internal sealed record Story(
    bool AfterOrder, Opening Opening, Turn[] Turns, int StoreId = 1, bool IsGuest = false, bool IsSentByPost = false)
{
    // Whatever else happens, a payer whose cart and order nobody touches gets the order.
    private static readonly Deed[] Harmless =
    [
        Deed.ShowPaymentStep, Deed.Poll, Deed.Notify, Deed.ReturnAsShopper, Deed.ReturnAsStranger, Deed.Complete, Deed.RunTask,
        Deed.PhonePays, Deed.PhoneScans, Deed.Wait, Deed.GlaseSaysLess, Deed.DatabaseGoesAway, Deed.LogIn, Deed.LogOut
    ];

    private static readonly Deed[] Troubles =
        [Deed.GlaseFails, Deed.GlaseTimesOut, Deed.GlaseSaysLess, Deed.DatabaseGoesAway, Deed.PhoneScans];

    // How often; what is not named here happens alone.
    private static readonly Gen<Deed> AtOnce = Gen.FrequencyConst(
        (3, Deed.FillCart), (1, Deed.EmptyCart), (6, Deed.ShowPaymentStep), (6, Deed.Continue), (2, Deed.PayOtherwise),
        (6, Deed.Poll), (6, Deed.Notify), (4, Deed.ReturnAsShopper), (3, Deed.ReturnAsStranger), (8, Deed.Complete),
        (3, Deed.Renew), (2, Deed.LogIn), (2, Deed.LogOut), (3, Deed.RetryOrder), (8, Deed.PhonePays), (10, Deed.RunTask), (6, Deed.RefundAll),
        (10, Deed.RefundPart), (1, Deed.Capture), (1, Deed.Void), (4, Deed.DatabaseGoesAway));

    private static readonly Gen<Deed> Alone = Gen.FrequencyConst(
        (3, Deed.CancelOrder), (4, Deed.EditTotal), (3, Deed.LowerPaidTotal), (2, Deed.RefundBeyondTotal),
        (5, Deed.MarkAsPaid), (2, Deed.Reopen), (12, Deed.Wait), (8, Deed.GlaseFails), (4, Deed.GlaseTimesOut),
        (4, Deed.GlaseSaysLess),
        (2, Deed.PhoneScans), (2, Deed.PhoneCancels), (1, Deed.PhoneFails), (1, Deed.PhoneExpires),
        (2, Deed.PhonePaysOtherAmount), (2, Deed.PhoneReserves), (10, Deed.PhonePays));

    private static readonly Gen<int> Death = Gen.Frequency((6, Gen.Const(0)), (1, Gen.Int[1, 15]), (1, Gen.Int[1, 60]));

    private static readonly Gen<Turn> One = Moves(Gen.Frequency((3, AtOnce), (2, Alone)), 1);

    private static readonly Gen<Turn> Twice =
        from move in MoveOf(AtOnce)
        from node in Gen.Int[0, 1]
        from chance in Gen.Int[0, 999]
        select new Turn([move, move with { Node = node, LastStep = 0 }], chance);

    private static readonly Gen<Turn> AnyTurn =
        Gen.Frequency((6, One), (2, Moves(AtOnce, 2)), (1, Moves(AtOnce, 3)), (2, Twice));

    private static readonly Gen<bool> OneInThree = Gen.Frequency((2, Gen.Const(false)), (1, Gen.Const(true)));

    private static readonly Gen<Opening> AnyOpening = Gen.FrequencyConst(
        (3, Opening.Cart), (4, Opening.Paid), (3, Opening.Ordered), (4, Opening.OrderPaid), (3, Opening.Unplaceable),
        (1, Opening.Reserved));

    private static readonly Gen<Opening> WithoutPaymentStep =
        Gen.FrequencyConst((1, Opening.Cart), (3, Opening.Ordered), (4, Opening.OrderPaid), (1, Opening.Reserved));

    public static Gen<Story> Any { get; } =
        from afterOrder in Gen.Frequency((3, Gen.Const(false)), (1, Gen.Const(true)))
        from opening in afterOrder ? WithoutPaymentStep : AnyOpening
        from turns in AnyTurn.Array[1, 14]
        from storeId in Gen.Frequency((3, Gen.Const(1)), (1, Gen.Const(ModelWorld.SecondStore)))
        from isGuest in OneInThree
        from isSentByPost in OneInThree
        from logIn in Moves(Gen.Const(Deed.LogIn), 1)
        from place in Gen.Int[0, 20]
        select new Story(afterOrder, opening, isGuest ? Insert(logIn, turns, place) : turns, storeId, isGuest, isSentByPost);

    /// <summary>
    /// Gets whether nothing in it gives a reason to refund what is paid in the payment step.
    /// </summary>
    public bool LeavesCartAlone => !AfterOrder && Opening is Opening.Cart or Opening.Paid
        && Moves().All(move => Harmless.Contains(move.Deed)) && MovesCartsUndisturbed;

    /// <summary>
    /// Gets whether nothing keeps an open code from following its cart into an account, or from being cancelled.
    /// </summary>
    public bool IsSmooth => MovesCartsUndisturbed && Moves().All(move => !Troubles.Contains(move.Deed));

    // While a guest logs in, the cart is nowhere for some moments. A process that dies then may leave a payment without a cart.
    private bool MovesCartsUndisturbed => Moves().All(move => move.Deed != Deed.LogIn)
        || Moves().All(move => move.LastStep == 0 && move.Deed != Deed.DatabaseGoesAway)
            && Turns.All(turn => turn.Moves.Length == 1 || turn.Moves.All(move => move.Deed != Deed.LogIn));

    public override string ToString()
    {
        return $"QR code {(AfterOrder ? "after the order" : "in the payment step")}, from {Opening} in store {StoreId}, "
            + $"{(IsGuest ? "a guest" : "an account")}, {(IsSentByPost ? "by post" : "nothing to send")}\n"
            + string.Join('\n', (IEnumerable<Turn>)Turns);
    }

    private static Turn[] Insert(Turn turn, Turn[] turns, int place)
    {
        return place > turns.Length ? turns : [.. turns[..place], turn, .. turns[place..]];
    }

    private IEnumerable<Move> Moves() => Turns.SelectMany(turn => turn.Moves);

    private static Gen<Move> MoveOf(Gen<Deed> deeds)
    {
        return from deed in deeds
               from node in Gen.Frequency((4, Gen.Const(0)), (1, Gen.Const(1)))
               from pick in Gen.Int[0, 23]
               from lastStep in Death
               select new Move(deed, node, pick, lastStep);
    }

    private static Gen<Turn> Moves(Gen<Deed> deeds, int count)
    {
        return from moves in MoveOf(deeds).Array[count]
               from chance in Gen.Int[0, 999]
               select new Turn(moves, chance);
    }
}
