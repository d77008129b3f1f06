using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Crm")]
