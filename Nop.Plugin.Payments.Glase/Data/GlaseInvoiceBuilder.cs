using FluentMigrator.Builders.Create.Table;
using Nop.Data.Mapping.Builders;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Data;

/// <summary>
/// Columns of <see cref="GlaseInvoice"/> that differ from what their type alone would give.
/// </summary>
public class GlaseInvoiceBuilder : NopEntityBuilder<GlaseInvoice>
{
    /// <inheritdoc />
    public override void MapEntity(CreateTableExpressionBuilder table)
    {
        table
            .WithColumn(nameof(GlaseInvoice.Token)).AsString(32).NotNullable().Unique()
            .WithColumn(nameof(GlaseInvoice.CheckoutKey)).AsString(64).NotNullable().Unique()
            .WithColumn(nameof(GlaseInvoice.InvoiceReference)).AsString(TextLengths.Reference).Nullable().Indexed()
            .WithColumn(nameof(GlaseInvoice.QrCode)).AsString(TextLengths.QrCode).Nullable()
            .WithColumn(nameof(GlaseInvoice.CurrencyCode)).AsString(TextLengths.Currency).NotNullable()
            .WithColumn(nameof(GlaseInvoice.CartHash)).AsString(64).NotNullable()
            .WithColumn(nameof(GlaseInvoice.ErsReference)).AsString(TextLengths.Reference).Nullable()
            .WithColumn(nameof(GlaseInvoice.PaidCurrencyCode)).AsString(TextLengths.Currency).Nullable()
            .WithColumn(nameof(GlaseInvoice.OrderGuid)).AsGuid().NotNullable().Indexed()
            .WithColumn(nameof(GlaseInvoice.OrderId)).AsInt32().Nullable().Indexed()
            .WithColumn(nameof(GlaseInvoice.StatusId)).AsInt32().NotNullable()
            .WithColumn(nameof(GlaseInvoice.Costs)).AsString(int.MaxValue).Nullable()
            .WithColumn(nameof(GlaseInvoice.Obstacle)).AsString(int.MaxValue).Nullable()
            .WithColumn(nameof(GlaseInvoice.LastError)).AsString(TextLengths.Error).Nullable()
            .WithColumn(nameof(GlaseInvoice.ReceiptError)).AsString(TextLengths.Error).Nullable()
            .WithColumn(nameof(GlaseInvoice.DecidedBy)).AsString(TextLengths.Email).Nullable();
    }
}
