using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ActionConstraints;
using Microsoft.AspNetCore.Routing;

namespace Nop.Web.Framework.Controllers;

public sealed class FormValueRequiredAttribute : ActionMethodSelectorAttribute
{
    private readonly FormValueRequirement _requirement;
    private readonly bool _validateNameOnly;
    private readonly string[] _submitButtonNames;

    public FormValueRequiredAttribute(params string[] submitButtonNames)
        : this(FormValueRequirement.Equal, submitButtonNames)
    {
    }

    public FormValueRequiredAttribute(FormValueRequirement requirement, params string[] submitButtonNames)
        : this(requirement, true, submitButtonNames)
    {
    }

    public FormValueRequiredAttribute(
        FormValueRequirement requirement, bool validateNameOnly, params string[] submitButtonNames)
    {
        _requirement = requirement;
        _validateNameOnly = validateNameOnly;
        _submitButtonNames = submitButtonNames;
    }

    public override bool IsValidForRequest(RouteContext routeContext, ActionDescriptor action)
    {
        var request = routeContext.HttpContext.Request;
        return request.HasFormContentType && request.Form.Any(field =>
            _submitButtonNames.Any(button => Matches(field.Key, button))
            && (_validateNameOnly || !string.IsNullOrEmpty(field.Value)));
    }

    private bool Matches(string field, string button) => _requirement == FormValueRequirement.Equal
        ? field.Equals(button, StringComparison.OrdinalIgnoreCase)
        : field.StartsWith(button, StringComparison.OrdinalIgnoreCase);
}

public enum FormValueRequirement
{
    Equal,
    StartsWith,
}
