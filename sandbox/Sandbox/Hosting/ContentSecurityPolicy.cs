namespace Sandbox.Hosting;

/// <summary>The strict policy a careful shop sends: only what it serves itself, and nothing inline.</summary>
internal static class ContentSecurityPolicy
{
    private const string Strict =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    public static IApplicationBuilder UseContentSecurityPolicy(this IApplicationBuilder application, SandboxOptions options)
    {
        return application.Use((context, next) =>
        {
            context.Response.Headers.XContentTypeOptions = "nosniff";
            if (options.StrictContentSecurityPolicy)
                context.Response.Headers.ContentSecurityPolicy = Strict;
            return next(context);
        });
    }
}
