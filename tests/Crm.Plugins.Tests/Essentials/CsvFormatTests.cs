using System.Text;
using Crm.Plugins.Essentials;
using Crm.Testing;

namespace Crm.Tests.Plugins.Essentials;

internal sealed class CsvFormatTests : ImportFormatConformance<CsvFormat>
{
    protected override IEnumerable<ReadableFile> Readable =>
        [
            new("commas", "name,email\nAnna,anna@a.test\nBob,\n"u8.ToArray(), 2),
            new("semicolons, a byte order mark, no last line end", [.. Encoding.UTF8.Preamble, .. "name;city\r\nAnna;Köln"u8], 1),
            new("a line break and quotes within a cell", "name,note\n\"Anna\",\"says \"\"hello\"\"\nand goes\"\nBob,x\n"u8.ToArray(), 2),
            new("only columns", "name,email\n"u8.ToArray(), 0),
        ];

    protected override IEnumerable<BrokenFile> Broken =>
        [
            new("nothing at all", [], 1),
            new("a column without name", "name,,email\nAnna,x,y\n"u8.ToArray(), 1),
            new("a column twice", "name,Name\nAnna,Bob\n"u8.ToArray(), 1),
            new("not UTF-8", [.. "name\nAnna\nJ"u8, 0xF6, .. "rg\n"u8], 3),
            new("a quote that is not closed", "name,email\nAnna,\"a\nBob,b\n"u8.ToArray(), 2),
            new("a cell too few", "name,email\nAnna,a\nBob\n"u8.ToArray(), 3),
        ];
}
