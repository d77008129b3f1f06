using System.Data.Common;
using Crm.Records;
using Crm.Sql;
using Crm.Testing;

namespace Crm.Stores.Tests;

/// <summary>The rows, as the code maps them, are the tables, as the migrations make them.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class RowModelTests(string kind)
{
    /// <summary>Columns that the database keeps for itself.</summary>
    private static readonly IReadOnlyList<string> OwnColumns = ["crm_enrollment.is_held", "crm_enrollment.set_aside_for", "crm_enrollment.set_aside_revision"];

    private readonly SqlDialect dialect = kind == "sqlite" ? SqlDialect.Sqlite : SqlDialect.Postgres;
    private TestDatabase database = null!;
    private DbConnection connection = null!;

    [OneTimeSetUp]
    public async Task CreateAsync()
    {
        database = await TestDatabase.CreateAsync(kind);
        connection = await database.ConnectAsync();
    }

    [OneTimeTearDown]
    public async Task DropAsync()
    {
        await connection.DisposeAsync();
        await database.DisposeAsync();
    }

    [Test]
    public void Has_every_type_of_row()
    {
        var rows = typeof(IRow).Assembly.GetExportedTypes().Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IRow)));
        var known = RowModel.All.SelectMany(shape => shape.DerivedTypes.Append(shape.Type));
        Assert.That(rows.Except(known), Is.Empty);
    }

    [TestCaseSource(nameof(Tables))]
    public async Task Has_the_columns_of(string table)
    {
        var shape = RowModel.All.Single(shape => shape.Table == table);
        var mapped = shape.Columns().Select(column => $"{column.Name} {StoredForm.Of(column.ValueType, dialect, column.IsJson).StoreType}");
        var stored = await ReadAsync(
            kind == "sqlite"
                ? $"select name || ' ' || lower(type) from pragma_table_info('{table}')"
                : $"""
                select a.attname || ' ' || replace(format_type(a.atttypid, a.atttypmod), 'timestamp with time zone', 'timestamptz')
                from pg_attribute a where a.attrelid = '{table}'::regclass and a.attnum > 0 and not a.attisdropped
                """
        );
        Assert.That(mapped, Is.EquivalentTo(stored.Where(column => !OwnColumns.Contains($"{table}.{column.Split(' ')[0]}"))));
    }

    [TestCaseSource(nameof(Tables))]
    public async Task Has_the_key_of(string table)
    {
        var shape = RowModel.All.Single(shape => shape.Table == table);
        var stored = await ReadAsync(
            kind == "sqlite"
                ? $"select name from pragma_table_info('{table}') where pk > 0"
                : $"""
                select a.attname from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
                where i.indrelid = '{table}'::regclass and i.indisprimary
                """
        );
        var keys = RowTables.For(dialect).Of(shape.Type).Keys.Select(key => key.Name).ToList();
        Assert.That(keys, Is.EquivalentTo(stored));
        Assert.That(keys[^1], Is.EqualTo("tenant"), "what all rows of a batch have in common comes last");
    }

    private static IEnumerable<string> Tables() => RowModel.All.Select(shape => shape.Table);

    private async Task<IReadOnlyList<string>> ReadAsync(string statement)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        await using var reader = await command.ExecuteReaderAsync();
        var texts = new List<string>();
        while (await reader.ReadAsync())
            texts.Add(reader.GetString(0));
        return texts;
    }
}
