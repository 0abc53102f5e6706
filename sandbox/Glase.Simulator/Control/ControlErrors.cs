using System.Text.Json;

namespace Glase.Simulator.Control;

/// <summary>Turns what the rules object to into a status and a sentence.</summary>
internal static class ControlErrors
{
    public static async ValueTask<object> HandleAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (KeyNotFoundException exception)
        {
            return Error(StatusCodes.Status404NotFound, exception);
        }
        catch (InvalidOperationException exception)
        {
            return Error(StatusCodes.Status409Conflict, exception);
        }
        catch (Exception exception) when (exception is BadHttpRequestException or JsonException)
        {
            return Error(StatusCodes.Status400BadRequest, exception);
        }
    }

    private static IResult Error(int status, Exception exception) =>
        Results.Json(new { error = exception.Message }, statusCode: status);
}
