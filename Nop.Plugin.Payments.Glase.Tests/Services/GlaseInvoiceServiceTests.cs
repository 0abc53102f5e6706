using Moq;
using Nop.Core.Caching;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Services;

public class GlaseInvoiceServiceTests
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
    private static GlaseInvoiceService TolerantDatabase()
    {
        var repository = new Mock<IRepository<GlaseInvoice>>();
        repository.Setup(table => table.GetAllAsync(It.IsAny<Func<IQueryable<GlaseInvoice>, IQueryable<GlaseInvoice>>>(),
                It.IsAny<Func<ICacheKeyService, CacheKey>>(), It.IsAny<bool>()))
            .ReturnsAsync([new GlaseInvoice { Id = 1, Token = Token }]);
        return new GlaseInvoiceService(repository.Object);
    }
}
