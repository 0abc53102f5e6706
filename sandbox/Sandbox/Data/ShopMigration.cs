using FluentMigrator;
using FluentMigrator.Builders.Create.Table;
using Nop.Core.Domain.Common;
using Nop.Core.Domain.Customers;
using Nop.Core.Domain.Localization;
using Nop.Core.Domain.Orders;
using Nop.Data.Extensions;

namespace Sandbox.Data;

/// <summary>Makes the shop's own tables on a server, with the columns that nopCommerce gives them.</summary>
internal sealed class ShopMigration : Migration
{
    public override void Up()
    {
        foreach (var entity in ShopSchema.Entities)
        {
            var table = EntityTables.TableName(entity);
            ((CreateTableExpressionBuilder)Create.Table(table)).RetrieveTableExpressions(entity);
            foreach (var column in ShopSchema.References(entity))
                Create.Index().OnTable(table).OnColumn(column.Name).Ascending();
        }

        Create.Index("IX_Customer_CustomerGuid").OnTable(nameof(Customer)).OnColumn(nameof(Customer.CustomerGuid)).Ascending();
        Create.Index("IX_GenericAttribute_EntityId_and_KeyGroup").OnTable(nameof(GenericAttribute))
            .OnColumn(nameof(GenericAttribute.EntityId)).Ascending()
            .OnColumn(nameof(GenericAttribute.KeyGroup)).Ascending();
        Create.Index("AK_Order_OrderGuid").OnTable(nameof(Order)).OnColumn(nameof(Order.OrderGuid)).Ascending().WithOptions().Unique();
        Create.Index("IX_LocaleStringResource").OnTable(nameof(LocaleStringResource))
            .OnColumn(nameof(LocaleStringResource.ResourceName)).Ascending()
            .OnColumn(nameof(LocaleStringResource.LanguageId)).Ascending();
    }

    public override void Down() => throw new NotSupportedException("A shop's own tables go with its database.");
}
