using System.Text.Json;
using Crm.Plugins;

namespace Crm.Sequences.Steps;

/// <summary>Data of events that steps publish.</summary>
internal static class Payloads
{
    /// <summary>Tells the owner something.</summary>
    public static string Notice(Enrollment enrollment, string text) =>
        JsonSerializer.Serialize(
            new
            {
                enrollment = enrollment.Id.Value,
                member = enrollment.Owner?.Value,
                text,
            },
            ContractJson.Options
        );
}
