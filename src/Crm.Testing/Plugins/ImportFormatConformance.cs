using Crm.Import;
using NUnit.Framework;

namespace Crm.Testing;

/// <summary>A file that can be read.</summary>
/// <param name="Name">What the case shows, for the failure's message.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Rows">How many rows it holds.</param>
public sealed record ReadableFile(string Name, byte[] Content, int Rows);

/// <summary>A file that is broken.</summary>
/// <param name="Name">What the case shows, for the failure's message.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Line">The line that must be named, from 1; 0 for the file as a whole.</param>
public sealed record BrokenFile(string Name, byte[] Content, long Line);

/// <summary>What every import format keeps.</summary>
/// <typeparam name="T">The format.</typeparam>
public abstract class ImportFormatConformance<T> : ContractConformance<T>
    where T : class, IImportFormat
{
    /// <summary>Files that can be read; at least one with two rows.</summary>
    protected abstract IEnumerable<ReadableFile> Readable { get; }

    /// <summary>Files that are broken.</summary>
    protected abstract IEnumerable<BrokenFile> Broken { get; }

    private protected sealed override string KeyOf(T part) => part.Key;

    /// <summary>A file is recognized by its name's ending.</summary>
    [Test]
    public void Extensions_are_lower_case_and_begin_with_a_dot() => Assert.That(Create().Extensions, Is.Not.Empty.And.All.Match(@"^(\.[a-z0-9]+)+$"));

    /// <summary>All rows come, with their lines rising and the same columns in each, and once more when the file is read again.</summary>
    [Test]
    public async Task Reads_every_row()
    {
        Assert.That(Readable.Select(file => file.Rows), Has.Some.GreaterThan(1), "One file must have two rows.");
        foreach (var file in Readable)
        {
            var rows = await ReadAsync(file.Content);
            Assert.That(rows, Has.Count.EqualTo(file.Rows), file.Name);
            Assert.That(rows.Select(row => row.Line), Is.Ordered.And.Unique.And.All.GreaterThan(0), file.Name);
            foreach (var row in rows)
                Assert.That(row.Values.Keys, Is.EqualTo(rows[0].Values.Keys), $"{file.Name}, line {row.Line}");
            Assert.That((await ReadAsync(file.Content)).Select(Written), Is.EqualTo(rows.Select(Written)), file.Name);
        }
    }

    /// <summary>A broken file is refused by its line, so that a person finds it; nothing else is thrown.</summary>
    [Test]
    public void Names_the_line_that_is_broken()
    {
        foreach (var file in Broken)
        {
            var refused = Assert.ThrowsAsync<ImportFormatException>(() => ReadAsync(file.Content), file.Name);
            Assert.That((refused!.Line, refused.Message.Length > 0), Is.EqualTo((file.Line, true)), $"{file.Name}: {refused.Message}");
        }
    }

    /// <summary>A person who breaks off is not kept waiting.</summary>
    [Test]
    public void Reading_ends_when_told() =>
        Assert.CatchAsync<OperationCanceledException>(() => ReadAsync(Readable.First(file => file.Rows > 1).Content, new CancellationToken(true)));

    private async Task<List<ImportRow>> ReadAsync(byte[] content, CancellationToken cancellationToken = default)
    {
        using var file = new MemoryStream(content);
        var rows = new List<ImportRow>();
        await foreach (var row in Create().ReadAsync(file, cancellationToken))
            rows.Add(row);
        return rows;
    }

    private static string Written(ImportRow row) => $"{row.Line} " + string.Join('\n', row.Values.Select(value => $"{value.Key}={value.Value}"));
}
