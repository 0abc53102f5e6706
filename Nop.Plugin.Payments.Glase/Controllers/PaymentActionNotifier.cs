using Nop.Plugin.Payments.Glase.Domain;
using Nop.Plugin.Payments.Glase.Factories;
using Nop.Services.Messages;

namespace Nop.Plugin.Payments.Glase.Controllers;

/// <summary>
/// Shows admins the result of an action on a payment.
/// </summary>
public class PaymentActionNotifier(AdminTexts texts, INotificationService notificationService)
{
    /// <summary>
    /// Says that the action succeeded.
    /// </summary>
    /// <param name="name">The end of the text's name</param>
    /// <param name="values">The values of its placeholders</param>
    public async Task SuccessAsync(string name, params object[] values)
    {
        notificationService.SuccessNotification(await texts.ResultAsync(name, values));
    }

    /// <summary>
    /// Says that the action succeeded, and the status that the payment has now.
    /// </summary>
    /// <param name="name">The end of the text's name</param>
    /// <param name="payment">The payment as it is now</param>
    public async Task SuccessWithStatusAsync(string name, GlasePayment payment)
    {
        await SuccessAsync(name, await texts.StatusAsync(payment));
    }

    /// <summary>
    /// Says why the action changed nothing.
    /// </summary>
    /// <param name="name">The end of the text's name</param>
    /// <param name="values">The values of its placeholders</param>
    public async Task WarningAsync(string name, params object[] values)
    {
        notificationService.WarningNotification(await texts.ResultAsync(name, values));
    }

    /// <summary>
    /// Says why the action changed nothing, and the status that the payment has now.
    /// </summary>
    /// <param name="name">The end of the text's name</param>
    /// <param name="payment">The payment as it is now</param>
    public async Task WarningWithStatusAsync(string name, GlasePayment payment)
    {
        await WarningAsync(name, await texts.StatusAsync(payment));
    }

    /// <summary>
    /// Says that the action failed.
    /// </summary>
    /// <param name="message">The error, in the admin's language</param>
    public void Error(string message)
    {
        notificationService.ErrorNotification(message);
    }
}
