using Microsoft.Extensions.Options;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Api;
using Nop.Plugin.Payments.Glase.Tests.Support;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Api;

public class ConnectionTesterTests
{
    private ClientUnderTest _subject;
    private HttpClient _httpClient;
    private GlaseConnectionTester _tester;

    [SetUp]
    public void SetUp()
    {
        _subject = new ClientUnderTest();
        _httpClient = new HttpClient(_subject.Network, disposeHandler: false);
        _tester = new GlaseConnectionTester(() => new(_httpClient, Options.Create(new GlaseClientOptions())), TestMetrics.Calls,
            _subject.Time);
    }

    [TearDown]
    public void TearDown()
    {
        _httpClient.Dispose();
        _subject.Dispose();
    }

    [TestCase(54, true)]
    [TestCase(23, true)]
    [TestCase(10, true)]
    [TestCase(20, false)]
    [TestCase(21, false)]
    [TestCase(29, false)]
    [TestCase(33, false)]
    [TestCase(37, false)]
    [TestCase(90, false)]
    [TestCase(91, false)]
    [TestCase(92, false)]
    [TestCase(93, false)]
    [TestCase(94, false)]
    public async Task Only_answers_that_a_stranger_would_not_get_say_that_it_works(int code, bool works)
    {
        _subject.Network.Answer(Answers.Code("getPaymentStatus", code));

        Assert.That(await _tester.TestPaymentsAsync(Calls.Connection), works ? Is.Null : Is.Not.Null);
    }

    [TestCase(2, true)]
    [TestCase(10, true)]
    [TestCase(20, false)]
    [TestCase(90, false)]
    public async Task Reports_are_tested_by_one_that_cannot_be(int code, bool works)
    {
        _subject.Network.Answer(Answers.Code("executeReport", code));

        Assert.That(await _tester.TestReportsAsync(Calls.Connection), works ? Is.Null : Is.Not.Null);
    }

    [Test]
    public async Task It_takes_five_seconds_at_the_most()
    {
        _subject.Network.Hang();
        var begun = _subject.Time.GetTimestamp();

        var failure = await _subject.PassTimeAsync(_tester.TestPaymentsAsync(Calls.Connection));

        Assert.That(failure.Kind, Is.EqualTo(GlaseFailureKind.Timeout));
        Assert.That(_subject.Time.GetElapsedTime(begun), Is.LessThan(TimeSpan.FromSeconds(6)));
    }

    [Test]
    public async Task The_shops_own_calls_hear_nothing_of_it()
    {
        for (var i = 0; i < 20; i++)
        {
            _subject.Network.Answer(Answers.Code("getPaymentStatus", 20));
            await _tester.TestPaymentsAsync(Calls.Connection);
        }

        Assert.That(_subject.Resilience.ForPayments(Calls.Connection).CredentialsRefused, Is.Null);
    }
}
