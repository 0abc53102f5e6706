using System.Globalization;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Models;
using Nop.Plugin.Payments.Glase.Services.Common;
using Nop.Plugin.Payments.Glase.Services.Storage;
using Nop.Services.Localization;
using static Nop.Plugin.Payments.Glase.Models.ConnectionTestModel;

namespace Nop.Plugin.Payments.Glase.Factories;

/// <summary>
/// Tests a store's connection to Glase and puts into words what came of it.
/// </summary>
public class ConnectionTestModelFactory(GlaseConnectionProvider connections, IGlaseConnectionTester tester,
    ILocalizationService localizationService, PrimaryCurrency primaryCurrency)
{
    /// <summary>
    /// Tests what the settings say; saves and changes nothing. Takes 5 seconds at the most.
    /// </summary>
    /// <param name="storeId">The store, whose name Glase is told; 0 for all stores</param>
    /// <param name="settings">Settings that need not be saved</param>
    public async Task<ConnectionTestModel> PrepareAsync(int storeId, GlaseSettings settings)
    {
        var connection = await connections.GetAsync(storeId, settings) with { CallCompleted = null, RecordsBodies = false };
        var hasShop = !string.IsNullOrEmpty(connection.ShopId) && !string.IsNullOrEmpty(connection.ShopPassword);
        var payments = tester.TestPaymentsAsync(connection);
        var reports = hasShop ? tester.TestReportsAsync(connection) : null;

        var model = new ConnectionTestModel();
        await AddPaymentsAsync(model, connection, await payments);
        if (reports is null)
            await AddAsync(model, Outcome.NotKnown, "Reports.NotEntered");
        else
            await AddReportsAsync(model, await reports);
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

    private async Task AddPaymentsAsync(ConnectionTestModel model, GlaseConnection connection, GlaseApiException failure)
    {
        var host = connection.ServiceUrl?.Authority;
        if (failure is null)
        {
            await AddAsync(model, Outcome.Works, "Address.Works", host);
            await AddAsync(model, Outcome.Works, "Terminal.Works", connection.TerminalId);
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
