using System.ComponentModel.DataAnnotations;

namespace Crm.Stores;

/// <summary>Which database; section <c>Crm:Database</c>.</summary>
public sealed class DatabaseOptions
{
    /// <summary><c>sqlite</c> (the embedded default) or <c>postgres</c>.</summary>
    [AllowedValues("sqlite", "postgres", ErrorMessage = "Crm:Database:Provider must be sqlite or postgres.")]
    public string Provider { get; set; } = "sqlite";

    /// <summary>The connection string. For SQLite a file, made when it is missing.</summary>
    [Required(ErrorMessage = "Crm:Database:Connection must be set.")]
    public string Connection { get; set; } = "Data Source=crm.db";

    /// <summary>Whether a host brings the schema up to date when it starts; null: on SQLite only, where nobody else does.</summary>
    public bool? Migrate { get; set; }

    /// <summary>A file in which hosts record how far the database has progressed: a database that is behind it was restored from a backup. Null: no file is kept.</summary>
    public string? MarkFile { get; set; }

    /// <summary>Whether it does, with the default of <see cref="Migrate"/> applied. A method, so that it is no setting.</summary>
    public bool MigratesAtStart() => Migrate ?? Provider == "sqlite";
}
