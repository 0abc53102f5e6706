namespace Glase.Simulator.Faults;

public enum FaultKind
{
    /// <summary>Waits, then acts and answers.</summary>
    Delay,

    /// <summary>Acts at once, and answers late.</summary>
    DelayAfter,

    /// <summary>The connection breaks before anything was done.</summary>
    ResetBefore,

    /// <summary>Acts, then the connection breaks: the answer is lost.</summary>
    ResetAfter,

    /// <summary>Answers with an HTTP status and a web server's page.</summary>
    HttpStatus,

    SoapFault,

    /// <summary>Acts; the answer's XML ends half way.</summary>
    Truncated,

    /// <summary>Acts; the connection breaks half way through the answer.</summary>
    CutOff,

    /// <summary>Acts; half the answer comes, then nothing until the delay is over and the connection breaks.</summary>
    Stalled,

    /// <summary>An answer of <see cref="Fault.Bytes"/> bytes.</summary>
    Huge,

    /// <summary>An answer whose document type expands to gigabytes.</summary>
    DtdBomb,

    /// <summary>A page of HTML with status 200, as a proxy's log-in is.</summary>
    WrongContentType,

    /// <summary>Another result code.</summary>
    Result
}
