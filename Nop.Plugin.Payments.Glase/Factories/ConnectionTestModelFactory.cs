using System.Globalization;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Localization;
using static Nop.Plugin.Payments.Glase.Models.ConnectionTestModel;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Puts into words what a test of a store's connection to Glase showed.
/// </summary>
public class ConnectionTestModelFactory(ILocalizationService localizationService, PrimaryCurrency primaryCurrency)
{
    /// <summary>
    /// Prepares what the test showed, one finding each for the address, the terminal, the reports and the currency.
    /// </summary>
    public async Task<ConnectionTestModel> PrepareAsync(ConnectionTestResult result)
    {
        var model = new ConnectionTestModel();
        await AddPaymentsAsync(model, result);
        if (result.AreReportsTested)
            await AddReportsAsync(model, result.ReportsFailure);
        else
            await AddAsync(model, Outcome.NotKnown, "Reports.NotEntered");
        await AddAsync(model, Outcome.NotKnown, "Currency", await primaryCurrency.GetCodeAsync());
        return model;
    }

    /// <summary>
    /// Says that nothing was tested because the page marks something that is to be corrected first.
    /// </summary>
    public async Task<ConnectionTestModel> PrepareNotTestedAsync()
    {
        var model = new ConnectionTestModel();
        await AddAsync(model, Outcome.NotKnown, "CorrectFirst");
        return model;
    }

    private async Task AddPaymentsAsync(ConnectionTestModel model, ConnectionTestResult result)
    {
        var (host, failure) = (result.Host, result.PaymentsFailure);
        if (failure is null)
        {
            await AddAsync(model, Outcome.Works, "Address.Works", host);
            await AddAsync(model, Outcome.Works, "Terminal.Works", result.TerminalId);
        }
        else if (failure.ResultCode is { } code && GlaseResultCodes.IsTransient(code))
        {
            await AddAsync(model, Outcome.Works, "Address.Works", host);
            await AddAsync(model, Outcome.NotKnown, "Terminal.NotKnown", Reason(failure));
        }
        else if (failure.Kind is GlaseFailureKind.Refused)
        {
            await AddAsync(model, Outcome.Works, "Address.Works", host);
            await AddAsync(model, Outcome.Fails, "Terminal.Fails", Reason(failure));
        }
        else
        {
            await AddAsync(model, Outcome.Fails,
                failure.Kind is GlaseFailureKind.NotConfigured ? "NotConfigured" : "Address.Fails", failure.Message);
        }
    }

    private Task AddReportsAsync(ConnectionTestModel model, GlaseApiException failure)
    {
        if (failure is null)
            return AddAsync(model, Outcome.Works, "Reports.Works");

        var isRefused = failure.ResultCode is { } code && !GlaseResultCodes.IsTransient(code);
        return AddAsync(model, isRefused ? Outcome.Fails : Outcome.NotKnown, isRefused ? "Reports.Fails" : "Reports.NotKnown",
            Reason(failure));
    }

    // For the owner, not for the log: what the answer means and what to do about it, whatever the call is named.
    private static string Reason(GlaseApiException failure)
    {
        if (failure.ResultCode is not { } code)
            return failure.Message;

        var info = GlaseResultCodes.Describe(code);
        return $"{(int)code} {info.Name}: {info.Meaning}. {info.Advice}";
    }

    private async Task AddAsync(ConnectionTestModel model, Outcome outcome, string name, params object[] values)
    {
        var word = outcome switch
        {
            Outcome.Works => "Outcome.Works",
            Outcome.Fails => "Outcome.Fails",
            _ => "Outcome.NotKnown"
        };
        var text = string.Format(CultureInfo.CurrentCulture, await TextAsync(name), values);
        model.Findings.Add(new Finding(outcome, await TextAsync(word), text));
    }

    private Task<string> TextAsync(string name)
    {
        return localizationService.GetResourceAsync($"{GlaseDefaults.ResourcePrefix}.ConnectionTest.{name}");
    }
}
