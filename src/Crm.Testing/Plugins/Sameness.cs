using System.Text.Json;
using Crm.Activities;
using Crm.Plugins;
using Crm.Sequences;
using NJsonSchema;

namespace Crm.Testing;

/// <summary>Answers written out in full, so that two of them compare by content; records that hold lists or JSON do not.</summary>
internal static class Sameness
{
    public static string Of(ActivityDescription description) => JsonSerializer.Serialize(description);

    public static string Of(StepDecision decision) =>
        decision switch
        {
            // As objects: the effects' own members count, not those of the base they are declared with.
            StepDecision.Done done => "Done " + JsonSerializer.Serialize(done.Effects.Select(effect => new { effect.GetType().Name, Effect = (object)effect })),
            StepDecision.Wait wait => $"Wait {wait.Effect.GetType().Name} " + JsonSerializer.Serialize<object>(wait.Effect),
            _ => decision.ToString(),
        };

    /// <summary>A case's details or settings as JSON: a text is JSON already, anything else is written as the contract writes it.</summary>
    public static JsonElement ToJson(object value) =>
        value is string text ? JsonSerializer.Deserialize<JsonElement>(text) : JsonSerializer.SerializeToElement(value, value.GetType(), ContractJson.Options);

    /// <summary>What a schema says against a value; empty where it fits.</summary>
    public static async Task<string> ViolationsAsync(JsonElement schema, JsonElement value)
    {
        var parsed = await JsonSchema.FromJsonAsync(schema.GetRawText());
        return string.Join("; ", parsed.Validate(value.GetRawText()).Select(violation => violation.ToString()));
    }

    /// <summary>The value with one member set.</summary>
    public static JsonElement With(JsonElement value, string member, object? content)
    {
        var members = value.Deserialize<Dictionary<string, JsonElement>>()!;
        members[member] = JsonSerializer.SerializeToElement(content);
        return JsonSerializer.SerializeToElement(members);
    }

    /// <summary>The record behind a generic base, such as the details of an <see cref="ActivityType{TDetails}"/>; null where the class stands on the bare interface.</summary>
    public static Type? ArgumentOf(Type type, Type genericBase)
    {
        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
            if (ancestor.IsGenericType && ancestor.GetGenericTypeDefinition() == genericBase)
                return ancestor.GenericTypeArguments[0];
        return null;
    }
}
