using Nop.Core;

namespace Sandbox.Data.Entities;

/// <summary>A setting's text in one language.</summary>
public class LocalizedSetting : BaseEntity
{
    public string Key { get; set; }

    public int LanguageId { get; set; }

    public int StoreId { get; set; }

    public string Value { get; set; }
}
