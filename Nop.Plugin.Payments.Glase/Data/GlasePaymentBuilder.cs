using FluentMigrator.Builders.Create.Table;
using Nop.Data.Mapping.Builders;
using Nop.Plugin.Payments.Glase.Domain;

namespace Nop.Plugin.Payments.Glase.Data;

/// <summary>
/// Columns of <see cref="GlasePayment"/> that differ from what their type alone would give.
/// </summary>
public class GlasePaymentBuilder : NopEntityBuilder<GlasePayment>
{
    /// <inheritdoc />
    public override void MapEntity(CreateTableExpressionBuilder table)
    {
        table
            .WithColumn(nameof(GlasePayment.Token)).AsString(32).NotNullable().Unique()
            .WithColumn(nameof(GlasePayment.CheckoutKey)).AsString(64).NotNullable().Unique()
            .WithColumn(nameof(GlasePayment.InvoiceReference)).AsString(ColumnLengths.Reference).Nullable().Indexed()
            .WithColumn(nameof(GlasePayment.QrCode)).AsString(ColumnLengths.QrCode).Nullable()
            .WithColumn(nameof(GlasePayment.CurrencyCode)).AsString(ColumnLengths.Currency).NotNullable()
            .WithColumn(nameof(GlasePayment.DraftHash)).AsString(64).NotNullable()
            .WithColumn(nameof(GlasePayment.ErsReference)).AsString(ColumnLengths.Reference).Nullable()
            .WithColumn(nameof(GlasePayment.PaidCurrencyCode)).AsString(ColumnLengths.Currency).Nullable()
            .WithColumn(nameof(GlasePayment.OrderGuid)).AsGuid().NotNullable().Indexed()
            .WithColumn(nameof(GlasePayment.OrderId)).AsInt32().Nullable().Indexed()
            .WithColumn(nameof(GlasePayment.StatusId)).AsInt32().NotNullable()
            .WithColumn(nameof(GlasePayment.Costs)).AsString(int.MaxValue).Nullable()
            .WithColumn(nameof(GlasePayment.ShopperError)).AsString(int.MaxValue).Nullable()
            .WithColumn(nameof(GlasePayment.LastError)).AsString(ColumnLengths.Error).Nullable()
            .WithColumn(nameof(GlasePayment.ReceiptError)).AsString(ColumnLengths.Error).Nullable()
            .WithColumn(nameof(GlasePayment.DecidedBy)).AsString(ColumnLengths.Email).Nullable();
    }
}
