using System.Text.Json;
using System.Text.Json.Serialization;

namespace Crm.Plugins;

/// <summary>Writes an id, a <c>readonly record struct XId(Guid Value)</c>, as the text of its <see cref="Guid"/>. Put it on the id's type: <c>[JsonConverter(typeof(IdJsonConverter))]</c>.</summary>
public sealed class IdJsonConverter : JsonConverterFactory
{
    /// <inheritdoc/>
    public override bool CanConvert(Type typeToConvert)
    {
        ArgumentNullException.ThrowIfNull(typeToConvert);
        return typeToConvert.IsValueType
            && typeToConvert.GetProperty("Value")?.PropertyType == typeof(Guid)
            && typeToConvert.GetConstructor([typeof(Guid)]) is not null;
    }

    /// <inheritdoc/>
    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(typeToConvert))!;

    private sealed class Of<TId> : TextJsonConverter<TId>
        where TId : struct
    {
        private static readonly Func<Guid, TId> Make = Compile();

        protected override string? Format => "uuid";

        protected override string Expected => $"A {typeof(TId).Name} is expected, such as '0199a1b2-c3d4-7000-8000-000000000000'";

        protected override bool TryParse(string text, out TId value)
        {
            var isGuid = Guid.TryParseExact(text, "D", out var guid);
            value = isGuid ? Make(guid) : default;
            return isGuid;
        }

        private static Func<Guid, TId> Compile()
        {
            var guid = System.Linq.Expressions.Expression.Parameter(typeof(Guid));
            var made = System.Linq.Expressions.Expression.New(typeof(TId).GetConstructor([typeof(Guid)])!, guid);
            return System.Linq.Expressions.Expression.Lambda<Func<Guid, TId>>(made, guid).Compile();
        }
    }
}
