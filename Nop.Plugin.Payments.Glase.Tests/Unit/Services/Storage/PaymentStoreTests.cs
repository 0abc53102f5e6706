using Moq;
using Nop.Core.Caching;
using Nop.Data;
using NUnit.Framework;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services.Storage;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Storage;

public class PaymentStoreTests
{
    private const string Token = "AbCdEfGhIjKlMnOpQrStUv";

    [TestCase("abcdefghijklmnopqrstuv")]
    [TestCase("ABCDEFGHIJKLMNOPQRSTUV")]
    [TestCase("AbCdEfGhIjKlMnOpQrStUv ")]
    public async Task A_spelling_that_only_the_database_takes_for_the_token_is_unknown(string spelling)
    {
        Assert.That(await TolerantDatabase().GetByTokenAsync(spelling), Is.Null);
    }

    [Test]
    public async Task The_token_itself_is_found()
    {
        Assert.That((await TolerantDatabase().GetByTokenAsync(Token))?.Id, Is.EqualTo(1));
    }

    // SQL Server, MySQL and PostgreSQL's citext do not tell letters of other case apart, the first two no spaces at the end.
    private static PaymentStore TolerantDatabase()
    {
        var repository = new Mock<IRepository<GlasePayment>>();
        repository.Setup(table => table.GetAllAsync(It.IsAny<Func<IQueryable<GlasePayment>, IQueryable<GlasePayment>>>(),
                It.IsAny<Func<ICacheKeyService, CacheKey>>(), It.IsAny<bool>()))
            .ReturnsAsync([new GlasePayment { Id = 1, Token = Token }]);
        return new PaymentStore(repository.Object);
    }
}
