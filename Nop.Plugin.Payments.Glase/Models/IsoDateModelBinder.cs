using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Nop.Plugin.Payments.Glase.Models;

/// <summary>
/// Reads a day as browsers send it (yyyy-MM-dd). MVC reads what a form posts in the admin's culture, whose calendar may be another one.
/// </summary>
public class IsoDateModelBinder : IModelBinder
{
    /// <inheritdoc />
    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        ArgumentNullException.ThrowIfNull(bindingContext);
        var text = bindingContext.ValueProvider.GetValue(bindingContext.ModelName).FirstValue;
        DateOnly? day = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : null;
        bindingContext.Result = ModelBindingResult.Success(day);
        return Task.CompletedTask;
    }
}
