using System.Text;
using System.Text.Json;
using Crm.Plugins;

namespace Crm.Kernel;

/// <summary>The page docs/use-cases.md.</summary>
internal static class UseCasePage
{
    /// <summary>The page, with a table of all use cases.</summary>
    public static string Of(IEnumerable<UseCase> all)
    {
        var page = new StringBuilder(
            """
            # Use cases

            Everything that a user can do is one class in `Crm`: resolve it from a service scope and call `ExecuteAsync(Caller, input, CancellationToken)` ([embedding](embedding.md#call-a-use-case)). The console runs any of them by its action:
            `./crm do ACTION --json '{…}'`; `./crm do ACTION --schema` shows the JSON Schema of input and result ([console](console.md#any-action)). [Roles](security.md#rights) grant the rights; some inputs, such as another member's task, also require
            the rights in the column *also*. A question mark marks an optional member.

            Generated from the catalog; a test keeps it up to date. To regenerate it: `CRM_WRITE_USE_CASES=1 dotnet test tests/Crm.Tests`.

            | action | class | right | also | access | input | result |
            | --- | --- | --- | --- | --- | --- | --- |

            """
        );
        foreach (var useCase in all)
            page.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"| `{useCase.Action}` | `{useCase.GetType().Name}` | {useCase.Right} | {string.Join(", ", useCase.ConditionalRights)} | {(useCase.IsRead ? "reads" : "writes")} | {Members(useCase)} | `{NameOf(useCase.ResultType)}` |\n"
            );
        return page.ToString();
    }

    /// <summary>Members as JSON names them; those with a question mark may be left out.</summary>
    private static string Members(UseCase useCase)
    {
        var schema = ContractJson.SchemaOf(useCase.InputType);
        if (!schema.TryGetProperty("properties", out var properties))
            return "";
        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()).ToHashSet() : [];
        var members = properties.EnumerateObject().Select(member => required.Contains(member.Name) ? member.Name : member.Name + "?");
        var named = members.Select(member => $"`{member}`");
        return string.Join(", ", useCase.InputType.IsAssignableTo(typeof(IFileInput)) ? named.Append("a file") : named);
    }

    private static string NameOf(Type type)
    {
        if (!type.IsGenericType)
            return type.Name;
        var arguments = string.Join(", ", type.GetGenericArguments().Select(NameOf));
        return type.GetGenericTypeDefinition() == typeof(Nullable<>)
            ? arguments + "?"
            : $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{arguments}>";
    }
}
