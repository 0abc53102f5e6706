using Moq;
using Nop.Core.Caching;
using Nop.Data;
using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Services;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Services;

public class GlaseInvoiceServiceTests
{
    [Test]
    public async Task A_token_names_a_payment_in_its_own_spelling_only()
    {
        // As SQL Server, MySQL and nopCommerce's columns in PostgreSQL do: the same text in other letters is found.
        var row = new GlaseInvoice { Token = "AbCdEfGhIjKlMnOpQrStUv" };
        var repository = new Mock<IRepository<GlaseInvoice>>();
        repository.Setup(rows => rows.GetAllAsync(It.IsAny<Func<IQueryable<GlaseInvoice>, IQueryable<GlaseInvoice>>>(),
            It.IsAny<Func<ICacheKeyService, CacheKey>>(), It.IsAny<bool>())).ReturnsAsync([row]);
        var service = new GlaseInvoiceService(repository.Object);

        Assert.That(await service.GetByTokenAsync(row.Token), Is.SameAs(row));
        Assert.That(await service.GetByTokenAsync(row.Token.ToLowerInvariant()), Is.Null);
    }
}
