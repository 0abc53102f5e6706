using System.Globalization;
using FluentValidation;

namespace Nop.Web.Framework.Validators;

public static class RuleBuilderOptionsExtension
{
    public static IRuleBuilderOptions<T, TProperty> WithMessageAwait<T, TProperty>(
        this IRuleBuilderOptions<T, TProperty> rule, Task<string> errorMessage) =>
        rule.WithMessage(errorMessage.GetAwaiter().GetResult());

    public static IRuleBuilderOptions<T, TProperty> WithMessageAwait<T, TProperty>(
        this IRuleBuilderOptions<T, TProperty> rule, Func<Task<string>> errorMessage) =>
        rule.WithMessageAwait(errorMessage());

    public static IRuleBuilderOptions<T, TProperty> WithMessageAwait<T, TProperty>(
        this IRuleBuilderOptions<T, TProperty> rule, Task<string> errorMessage, params object[] args) =>
        rule.WithMessage(string.Format(CultureInfo.CurrentCulture, errorMessage.GetAwaiter().GetResult(), args));

    public static IRuleBuilderOptions<T, TProperty> MustAwait<T, TProperty>(
        this IRuleBuilder<T, TProperty> ruleBuilder, Func<T, TProperty, Task<bool>> predicate) =>
        ruleBuilder.Must((model, value) => predicate(model, value).GetAwaiter().GetResult());

    public static IRuleBuilderOptions<T, TProperty> WhenAwait<T, TProperty>(
        this IRuleBuilderOptions<T, TProperty> rule, Func<T, Task<bool>> predicate,
        ApplyConditionTo applyConditionTo = ApplyConditionTo.AllValidators) =>
        rule.When(model => predicate(model).GetAwaiter().GetResult(), applyConditionTo);
}
