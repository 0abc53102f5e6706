using FluentMigrator.Builders.Create.Table;
using Nop.Core.Domain.Customers;

namespace Sandbox.Data;

/// <summary>
/// Columns of nopCommerce's own tables that are not as their type alone makes them: texts that have a length or must be there
/// (others are of any length and may be missing; on MySQL and MariaDB a length makes a column refuse characters of four bytes),
/// and a time without fractions of a second.
/// </summary>
internal static class HostColumns
{
    private const int Unlimited = int.MaxValue;

    private static readonly Dictionary<string, (int Length, bool IsRequired)> _texts = new()
    {
        ["CheckoutAttribute.Name"] = (400, true),
        ["CheckoutAttributeValue.Name"] = (400, true),
        ["CheckoutAttributeValue.ColorSquaresRgb"] = (100, false),
        ["Country.Name"] = (100, true),
        ["Country.TwoLetterIsoCode"] = (2, false),
        ["Country.ThreeLetterIsoCode"] = (3, false),
        ["Currency.Name"] = (50, true),
        ["Currency.CurrencyCode"] = (5, true),
        ["Currency.DisplayLocale"] = (50, false),
        ["Currency.CustomFormatting"] = (50, false),
        ["Customer.Username"] = (1000, false),
        ["Customer.Email"] = (1000, false),
        ["Customer.EmailToRevalidate"] = (1000, false),
        ["Customer.FirstName"] = (1000, false),
        ["Customer.LastName"] = (1000, false),
        ["Customer.Gender"] = (1000, false),
        ["Customer.Company"] = (1000, false),
        ["Customer.StreetAddress"] = (1000, false),
        ["Customer.StreetAddress2"] = (1000, false),
        ["Customer.ZipPostalCode"] = (1000, false),
        ["Customer.City"] = (1000, false),
        ["Customer.County"] = (1000, false),
        ["Customer.Phone"] = (1000, false),
        ["Customer.Fax"] = (1000, false),
        ["Customer.VatNumber"] = (1000, false),
        ["Customer.TimeZoneId"] = (1000, false),
        ["Customer.SystemName"] = (400, false),
        ["Customer.LastIpAddress"] = (100, false),
        ["CustomerRole.Name"] = (255, true),
        ["CustomerRole.SystemName"] = (255, false),
        ["Discount.Name"] = (200, true),
        ["Discount.CouponCode"] = (100, false),
        ["GenericAttribute.KeyGroup"] = (400, true),
        ["GenericAttribute.Key"] = (400, true),
        ["GenericAttribute.Value"] = (Unlimited, true),
        ["Language.Name"] = (100, true),
        ["Language.LanguageCulture"] = (20, true),
        ["Language.UniqueSeoCode"] = (2, false),
        ["Language.FlagImageFileName"] = (50, false),
        ["LocaleStringResource.ResourceName"] = (200, true),
        ["LocaleStringResource.ResourceValue"] = (Unlimited, true),
        ["Log.ShortMessage"] = (Unlimited, true),
        ["Log.IpAddress"] = (100, false),
        ["Order.CustomOrderNumber"] = (Unlimited, true),
        ["Order.CustomerIp"] = (100, false),
        ["OrderNote.Note"] = (Unlimited, true),
        ["PermissionRecord.Name"] = (Unlimited, true),
        ["PermissionRecord.SystemName"] = (255, true),
        ["PermissionRecord.Category"] = (255, true),
        ["Product.Name"] = (400, true),
        ["Product.MetaKeywords"] = (400, false),
        ["Product.MetaTitle"] = (400, false),
        ["Product.Sku"] = (400, false),
        ["Product.ManufacturerPartNumber"] = (400, false),
        ["Product.Gtin"] = (400, false),
        ["Product.RequiredProductIds"] = (1000, false),
        ["Product.AllowedQuantities"] = (1000, false),
        ["ProductAttributeCombination.Sku"] = (400, false),
        ["ProductAttributeCombination.ManufacturerPartNumber"] = (400, false),
        ["ProductAttributeCombination.Gtin"] = (400, false),
        ["ScheduleTask.Name"] = (Unlimited, true),
        ["ScheduleTask.Type"] = (Unlimited, true),
        ["Setting.Name"] = (200, true),
        ["Setting.Value"] = (6000, true),
        ["StateProvince.Name"] = (100, true),
        ["StateProvince.Abbreviation"] = (100, false),
        ["Store.Name"] = (400, true),
        ["Store.Url"] = (400, true),
        ["Store.Hosts"] = (1000, false),
        ["Store.CompanyName"] = (1000, false),
        ["Store.CompanyAddress"] = (1000, false),
        ["Store.CompanyPhoneNumber"] = (1000, false),
        ["Store.CompanyVat"] = (1000, false),
        ["Vendor.Name"] = (400, true),
        ["Vendor.Email"] = (400, false),
        ["Vendor.MetaKeywords"] = (400, false),
        ["Vendor.MetaTitle"] = (400, false),
        ["Vendor.PageSizeOptions"] = (200, false)
    };

    /// <returns>False for a column that is as its type alone makes it.</returns>
    public static bool TryAdd(CreateTableExpressionBuilder table, string entity, string name)
    {
        if (entity == nameof(Customer) && name == nameof(Customer.DateOfBirth))
        {
            table.WithColumn(name).AsDateTime2().Nullable();
            return true;
        }

        if (!_texts.TryGetValue($"{entity}.{name}", out var text))
            return false;

        table.WithColumn(name).AsString(text.Length);
        if (text.IsRequired)
            table.NotNullable();
        else
            table.Nullable();
        return true;
    }
}
