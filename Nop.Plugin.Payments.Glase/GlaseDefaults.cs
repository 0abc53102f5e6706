namespace Nop.Plugin.Payments.Glase;

/// <summary>
/// Names and numbers the plugin shares with the platform, in one place.
/// </summary>
public static class GlaseDefaults
{
    /// <summary>
    /// The plugin's system name; nopCommerce stores it with each order, so it never changes.
    /// </summary>
    public const string SystemName = "Payments.Glase";

    /// <summary>
    /// Where the plugin's views lie in the shop, as nopCommerce's view engine sees it.
    /// </summary>
    public const string ViewsPath = "~/Plugins/Payments.Glase/Views";

    /// <summary>
    /// The admin's page of settings, below the shop's address.
    /// </summary>
    public const string ConfigurePage = "Admin/Glase/Configure";

    /// <summary>
    /// The admin's page of a payment, below the shop's address; a slash and the payment's number follow.
    /// </summary>
    public const string PaymentPage = "Admin/Glase/Payment";

    /// <summary>
    /// The admin's page that explains what may go wrong, below the shop's address.
    /// </summary>
    public const string HelpPage = "Admin/Glase/Help";

    /// <summary>
    /// The section of <see cref="HelpPage"/> that explains lines in the log.
    /// </summary>
    public const string LogHelpPage = HelpPage + "#in-the-log";

    /// <summary>
    /// Name of the message template of the email that an admin sends a payment link with.
    /// </summary>
    public const string PaymentLinkTemplate = "Glase.PaymentLink.CustomerNotification";

    /// <summary>
    /// The locale resource with what nopCommerce says of <see cref="PaymentLinkTemplate"/> on the template's page.
    /// </summary>
    public const string PaymentLinkTemplateDescription = "Admin.ContentManagement.MessageTemplates.Description." + PaymentLinkTemplate;

    /// <summary>
    /// The key of the generic attribute of a store that says when a notification of Glase last arrived for it.
    /// </summary>
    public const string LastNotificationAttribute = "GlaseLastNotificationOnUtc";

    /// <summary>
    /// The key of the generic attribute of a customer that names the refunded payment which the cart tells of.
    /// </summary>
    public const string RefundNoticeAttribute = "GlaseRefundNotice";

    /// <summary>
    /// Prefix of all of the plugin's locale resources but those that name the values of enums, and <see cref="PaymentLinkTemplateDescription"/>.
    /// </summary>
    public const string ResourcePrefix = "Plugins.Payments.Glase";

    /// <summary>
    /// Prefix of the locale resources that name the values of the plugin's enums, as nopCommerce looks them up.
    /// </summary>
    public const string EnumResourcePrefix = "Enums.Nop.Plugin.Payments.Glase";

    /// <summary>
    /// The provider's public test server (Glase API: test endpoint). There is no public address for live payments: the
    /// provider gives it to the merchant together with the credentials.
    /// </summary>
    public const string TestServiceUrl = "https://extdev.seqr.com/soap/merchant/cashregister-2";

    /// <summary>
    /// How often Glase is asked for the status of an invoice that somebody is looking at (Glase API: each second).
    /// </summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long a node is the one that polls for a payment after it last said so, which it does each second: two lost renewals change
    /// nothing, and when the node ends, another polls long before the 20 seconds are over after which Glase reverses a payment.
    /// </summary>
    public static readonly TimeSpan PollerLeaseDuration = TimeSpan.FromSeconds(3);

    /// <summary>
    /// The longest that the checkout waits for Glase before it is shown without a code, and that a request waits for the cancellation or
    /// update of an invoice after a change of its cart or order.
    /// </summary>
    public static readonly TimeSpan CheckoutTimeout = TimeSpan.FromSeconds(3);

    /// <summary>
    /// The longest that a page that is displayed already waits for a new code.
    /// </summary>
    public static readonly TimeSpan RenewalTimeout = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long a caller waits for another one that is working on the same payment.
    /// </summary>
    public static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(20);

    /// <summary>
    /// How long a shopper's page waits for another one that is working on the same payment, or for what is known of it, before
    /// it says how things stand and asks again by itself.
    /// </summary>
    public static readonly TimeSpan PageTimeout = TimeSpan.FromSeconds(4);

    /// <summary>
    /// How long a lock holds without being renewed: then its owner's process has ended, and others take it over. Shorter than
    /// <see cref="LockTimeout"/>, so that a caller who waits for an owner that has ended gets the lock.
    /// </summary>
    /// <remarks>
    /// Others count it from when they first saw the row as it is, by a clock that only measures time passed: that the clocks of the nodes
    /// differ changes nothing, up to <see cref="MaxClockDifference"/>.
    /// </remarks>
    public static readonly TimeSpan LockLeaseDuration = TimeSpan.FromSeconds(12);

    /// <summary>
    /// How often the owner of a lock renews it: two renewals may fail.
    /// </summary>
    public static readonly TimeSpan LockRenewalInterval = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How far the clocks of the shop's nodes may differ: a lock whose lease was over so long ago belongs to a process that has ended.
    /// </summary>
    public static readonly TimeSpan MaxClockDifference = TimeSpan.FromMinutes(10);

    /// <summary>
    /// When a refund that was recorded but has no outcome is taken for one whose answer was lost: its sender waits for
    /// Glase for a fraction of that time.
    /// </summary>
    public static readonly TimeSpan RefundResponseGracePeriod = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How long work that is recorded before it is done, and done under a lock, may take before the next owner of the lock takes it for
    /// abandoned. The lock alone says so already, unless it failed or a process was suspended. No longer than
    /// <see cref="LockLeaseDuration"/>: who takes over the lock of a process that has ended goes on with its work.
    /// </summary>
    public static readonly TimeSpan LockedWorkGracePeriod = LockLeaseDuration;

    /// <summary>
    /// How long an order may take to be saved after its payment was claimed for it, before the claim counts as abandoned, where nopCommerce
    /// saves it without the payment's lock.
    /// </summary>
    public static readonly TimeSpan PlacementGracePeriod = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How long the shopper's own browser has for placing the order of a paid payment before the scheduled task does it.
    /// </summary>
    public static readonly TimeSpan BrowserGracePeriod = TimeSpan.FromMinutes(2);

    /// <summary>
    /// For how long Glase is asked for what its answer PAID lacks before something is done without it: the refund goes out in
    /// the invoice's currency where only the currency is missing and the amount is the invoice's, and otherwise an admin decides.
    /// An answer that is complete comes within seconds, and the task asks each minute; an hour outlasts a disturbance at Glase.
    /// </summary>
    public static readonly TimeSpan IncompletePaymentGracePeriod = TimeSpan.FromHours(1);

    /// <summary>
    /// Type of the scheduled task, as nopCommerce stores it.
    /// </summary>
    public const string RecoveryTaskType =
        "Nop.Plugin.Payments.Glase.ScheduleTasks.PaymentRecoveryTask, Nop.Plugin.Payments.Glase";

    /// <summary>
    /// Name of the scheduled task in the admin's list.
    /// </summary>
    public const string RecoveryTaskName = "Glase payment recovery";

    /// <summary>
    /// Type of the scheduled task that closes periods, as nopCommerce stores it.
    /// </summary>
    public const string ClosePeriodsTaskType =
        "Nop.Plugin.Payments.Glase.ScheduleTasks.ClosePeriodsTask, Nop.Plugin.Payments.Glase";

    /// <summary>
    /// Name of the scheduled task that closes periods in the admin's list.
    /// </summary>
    public const string ClosePeriodsTaskName = "Close Glase transaction periods";

    /// <summary>
    /// How long after a period was closed its reports are first asked for, and how long after each answer that one is not ready
    /// (Glase API: about 3 seconds).
    /// </summary>
    public static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How long a report is asked for before it is given up.
    /// </summary>
    public static readonly TimeSpan ReportTimeout = TimeSpan.FromMinutes(2);

    /// <summary>
    /// System name of the periods and reports in the admin's menu.
    /// </summary>
    public const string ReportsMenuSystemName = "Glase reports";

    /// <summary>
    /// System name of the list of payments in the admin's menu.
    /// </summary>
    public const string MenuSystemName = "Glase payments";

    /// <summary>
    /// Names of the plugin's routes.
    /// </summary>
    public static class Routes
    {
        /// <summary>
        /// The plugin's settings in the admin.
        /// </summary>
        public const string Configure = "Plugin.Payments.Glase.Configure";

        /// <summary>
        /// The admin's page of one payment.
        /// </summary>
        public const string AdminPayment = "Plugin.Payments.Glase.AdminPayment";

        /// <summary>
        /// An admin's action on a payment; its name comes after the payment's id.
        /// </summary>
        public const string AdminPaymentAction = "Plugin.Payments.Glase.AdminPaymentAction";

        /// <summary>
        /// Where an admin mails the payment link of an order.
        /// </summary>
        public const string AdminOrderLink = "Plugin.Payments.Glase.AdminOrderLink";

        /// <summary>
        /// An admin's decision on a payment or a reservation; its name comes after the payment's id.
        /// </summary>
        public const string AdminPaymentResolution = "Plugin.Payments.Glase.AdminPaymentResolution";

        /// <summary>
        /// An admin's action on the refunds of a payment; its name comes after the payment's id.
        /// </summary>
        public const string AdminRefundAction = "Plugin.Payments.Glase.AdminRefundAction";

        /// <summary>
        /// The outcome of one refund, recorded by an admin; its name comes after the refund's id.
        /// </summary>
        public const string AdminRefundOutcome = "Plugin.Payments.Glase.AdminRefundOutcome";

        /// <summary>
        /// What may go wrong and what to do, for admins.
        /// </summary>
        public const string AdminHelp = "Plugin.Payments.Glase.Admin.Help";

        /// <summary>
        /// All payments, for admins.
        /// </summary>
        public const string AdminPayments = "Plugin.Payments.Glase.Admin.Payments";

        /// <summary>
        /// Rows of the grid of payments.
        /// </summary>
        public const string AdminPaymentsData = "Plugin.Payments.Glase.Admin.Payments.Data";

        /// <summary>
        /// The same as a file.
        /// </summary>
        public const string AdminPaymentsExport = "Plugin.Payments.Glase.Admin.Payments.Export";

        /// <summary>
        /// Periods and their reports, for admins.
        /// </summary>
        public const string AdminPeriods = "Plugin.Payments.Glase.Admin.Periods";

        /// <summary>
        /// Rows of the grid of periods.
        /// </summary>
        public const string AdminPeriodsData = "Plugin.Payments.Glase.Admin.Periods.Data";

        /// <summary>
        /// Where an admin closes the current period.
        /// </summary>
        public const string AdminPeriodClose = "Plugin.Payments.Glase.Admin.Periods.Close";

        /// <summary>
        /// A report of a period, by the period's id and the report's name.
        /// </summary>
        public const string AdminReport = "Plugin.Payments.Glase.Admin.Report";

        /// <summary>
        /// An admin's action on a report; its name comes after the report's.
        /// </summary>
        public const string AdminReportAction = "Plugin.Payments.Glase.Admin.Report.Action";

        /// <summary>
        /// A period's report against the shop's own payments.
        /// </summary>
        public const string AdminReconciliation = "Plugin.Payments.Glase.Admin.Reconciliation";

        /// <summary>
        /// Rows of the grids of a reconciliation; the grid's name comes last.
        /// </summary>
        public const string AdminReconciliationData = "Plugin.Payments.Glase.Admin.Reconciliation.Data";

        /// <summary>
        /// The page that shows one payment: its code, its state and the next step.
        /// </summary>
        public const string Pay = "Plugin.Payments.Glase.Pay";

        /// <summary>
        /// The payment link of an order.
        /// </summary>
        public const string OrderLink = "Plugin.Payments.Glase.OrderLink";

        /// <summary>
        /// The picture of a code that leads to the payment link of an order.
        /// </summary>
        public const string OrderLinkImage = "Plugin.Payments.Glase.OrderLink.Image";

        /// <summary>
        /// The state of a payment as JSON, for browsers that poll.
        /// </summary>
        public const string Status = "Plugin.Payments.Glase.Status";

        /// <summary>
        /// The state of a payment as server-sent events.
        /// </summary>
        public const string Events = "Plugin.Payments.Glase.Events";

        /// <summary>
        /// Where the shopper's own browser turns a paid payment into an order.
        /// </summary>
        public const string Complete = "Plugin.Payments.Glase.Complete";

        /// <summary>
        /// Where the code of a cart is cancelled because the shopper chooses another payment method.
        /// </summary>
        public const string Cancel = "Plugin.Payments.Glase.Cancel";

        /// <summary>
        /// Where a changed cart is put back as it was paid.
        /// </summary>
        public const string PutBack = "Plugin.Payments.Glase.PutBack";

        /// <summary>
        /// Where the notice of a refund is closed.
        /// </summary>
        public const string CloseNotice = "Plugin.Payments.Glase.CloseNotice";

        /// <summary>
        /// Where the shopper asks for a new code.
        /// </summary>
        public const string Renew = "Plugin.Payments.Glase.Renew";

        /// <summary>
        /// Where the payment step gets the host's summary of the cart again.
        /// </summary>
        public const string Summary = "Plugin.Payments.Glase.Summary";

        /// <summary>
        /// Where the shopper asks for a code for the cart when there was none to renew.
        /// </summary>
        public const string RenewCart = "Plugin.Payments.Glase.RenewCart";

        /// <summary>
        /// notificationUrl: where Glase says that an invoice was paid.
        /// </summary>
        public const string Notification = "Plugin.Payments.Glase.Notification";

        /// <summary>
        /// Any other address below the plugin's: there is none.
        /// </summary>
        public const string Unknown = "Plugin.Payments.Glase.Unknown";

        /// <summary>
        /// backURL: where the phone's browser lands after the payer confirmed or pressed cancel.
        /// </summary>
        public const string Return = "Plugin.Payments.Glase.Return";
    }
}
