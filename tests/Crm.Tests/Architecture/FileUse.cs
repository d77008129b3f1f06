namespace Crm.Tests.Architecture;

/// <summary>The first place where one file names something that another file declares.</summary>
/// <param name="From">The file that uses, below its project: <c>Records/DeleteRecord.cs</c>.</param>
/// <param name="Line">The line in it, from 1.</param>
/// <param name="To">The file that declares.</param>
/// <param name="Symbol">What is used.</param>
internal sealed record FileUse(string From, int Line, string To, string Symbol)
{
    public override string ToString() => $"{From}:{Line} → {To} ({Symbol})";
}
