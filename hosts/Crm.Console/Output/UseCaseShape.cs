using System.Text.Json;
using Crm.Kernel;
using Crm.Plugins;

namespace Crm.Output;

/// <summary>A use case as programs read it.</summary>
internal static class UseCaseShape
{
    /// <summary>Its name, rights, and the JSON Schema of input and result.</summary>
    public static object WithSchemas(UseCase useCase) =>
        new
        {
            action = useCase.Action,
            right = useCase.Right,
            conditionalRights = useCase.ConditionalRights,
            reads = useCase.IsRead,
            takesFile = useCase.InputType.IsAssignableTo(typeof(IFileInput)),
            input = ContractJson.SchemaOf(useCase.InputType),
            result = ContractJson.SchemaOf(useCase.ResultType),
        };
}
