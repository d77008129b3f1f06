using System.Reflection;

namespace Crm.Stores;

/// <summary>Where migrations come from: an assembly with embedded scripts <c>…Migrations.NNN.postgres.sql</c> and <c>…Migrations.NNN.sqlite.sql</c>.</summary>
/// <param name="Plugin">The plugin's id; the journal keeps its numbers apart from those of others.</param>
/// <param name="Assembly">The assembly.</param>
public sealed record MigrationSource(string Plugin, Assembly Assembly);
