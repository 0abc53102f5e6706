namespace Glase.Simulator.Wire;

/// <summary>What a look at a request's body tells: which operation on what, or why it is refused.</summary>
internal sealed class RequestInspection
{
    public string Operation { get; set; }

    public string InvoiceReference { get; set; }

    public string ErsReference { get; set; }

    public string ClientReference { get; set; }

    public string Problem { get; set; }
}
