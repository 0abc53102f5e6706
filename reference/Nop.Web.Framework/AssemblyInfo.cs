[assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Sandbox")]
