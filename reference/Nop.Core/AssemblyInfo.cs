using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Sandbox")]
[assembly: InternalsVisibleTo("Nop.Data")]
[assembly: InternalsVisibleTo("Nop.Services")]
[assembly: InternalsVisibleTo("Nop.Web.Framework")]
