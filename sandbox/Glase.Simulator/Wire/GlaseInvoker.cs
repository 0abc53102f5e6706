using System.Reflection;
using Glase.Simulator.Faults;
using Glase.Simulator.Rules;
using SoapCore.Extensibility;

namespace Glase.Simulator.Wire;

/// <summary>Calls the operation, or answers in its place where a fault asks for another result code.</summary>
internal sealed class GlaseInvoker : IOperationInvoker
{
    public Task<object> InvokeAsync(MethodInfo methodInfo, object serviceInstance, object[] arguments)
    {
        var call = ((GlaseService)serviceInstance).Call;
        var fault = call.Fault is { Kind: FaultKind.Result } ? call.Fault : null;
        var response = fault is { Acts: false }
            ? (ErsResponse)Activator.CreateInstance(methodInfo.ReturnType)
            : (ErsResponse)methodInfo.Invoke(serviceInstance, BindingFlags.DoNotWrapExceptions, null, arguments, null);
        if (fault != null)
            response = Refused(methodInfo.ReturnType, (ResultCode)fault.Code);
        call.Record.ResultCode = response.ResultCode;
        call.Record.ResultDescription = response.ResultDescription;
        return Task.FromResult<object>(response);
    }

    private static ErsResponse Refused(Type responseType, ResultCode code)
    {
        var response = (ErsResponse)Activator.CreateInstance(responseType);
        Outcome.Of(code).WriteTo(response);
        return response;
    }
}
