namespace Crm;

/// <summary>Compares a generated diagram with the file in docs/diagrams; CRM_WRITE_DIAGRAMS=1 writes it instead.</summary>
internal static class CommittedDiagram
{
    public static void AssertIs(string name, string title, string source, string mermaid) =>
        CommittedPage.AssertIs(
            $"docs/diagrams/{name}.md",
            "CRM_WRITE_DIAGRAMS",
            $"# {title}\n\nGenerated from `{source}`; a test compares. `CRM_WRITE_DIAGRAMS=1 dotnet test tests/Crm.Tests` writes it.\n\n```mermaid\n{mermaid}```\n"
        );
}
