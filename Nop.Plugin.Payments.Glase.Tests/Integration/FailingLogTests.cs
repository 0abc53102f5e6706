using Glase.Simulator.Faults;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Tests.Support;
using Nop.Services.Logging;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Integration;

/// <summary>
/// nopCommerce's log fails just when Glase has answered: what Glase said is stored all the same, and acted upon.
/// </summary>
public class FailingLogTests
{
    private const int InvalidInvoiceData = 49;

    // It is not sent by post, so that its price is always known.
    private const int Map = 4;

    private ShopFixture _fixture;
    private HttpShopper _httpShopper;
    private bool _fails;

    [SetUp]
    public async Task SetUp()
    {
        _fails = false;
        _fixture = await ShopFixture.StartAsync(shop => shop.ConfigureServices = services =>
            services.Intercept<ILogger>((method, _, call) =>
                _fails && method.Name.EndsWith("Async", StringComparison.Ordinal) ? Task.FromException(FakeDatabaseException.Away()) : call()));
        await _fixture.ChangeAsync(settings => settings.SendInvoiceRows = true);
        _httpShopper = _fixture.NewShopper();
        await _httpShopper.PutIntoCartAsync(Map);
    }

    [TearDown]
    public async Task TearDown()
    {
        _fails = false;
        _httpShopper.Dispose();
        await _fixture.DisposeAsync();
    }

    [Test]
    public async Task A_code_that_Glase_gave_without_rows_is_stored()
    {
        _fixture.Glase.Faults.Add(Fault.Result(InvalidInvoiceData).On("sendInvoice"));
        _fails = true;

        await TryAsync(() => _httpShopper.CheckOutAsync());

        var code = await _fixture.LastPaymentAsync();
        Assert.That((code.Status, code.InvoiceReference is not null), Is.EqualTo((GlasePaymentStatus.Issued, true)));
    }

    [Test]
    public async Task A_code_that_Glase_refused_to_change_is_cancelled()
    {
        var old = (await _httpShopper.CheckOutAsync()).Reference;
        _fixture.Glase.Faults.Add(Fault.Result(InvalidInvoiceData).On("updateInvoice").Forever());
        _fails = true;

        await TryAsync(() => _httpShopper.PutIntoCartAsync(Map));

        await ShopFixture.UntilAsync(() => Task.FromResult(_fixture.Glase.Invoice(old).Status == "CANCELED"), "the end of the old code");
    }

    // The page may break with the log.
    private static async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception exception)
        {
            TestContext.Out.WriteLine(exception.Message);
        }
    }
}
