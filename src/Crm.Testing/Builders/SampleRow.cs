using System.Reflection;
using System.Runtime.CompilerServices;
using Crm.Activities;
using Crm.Records;
using Crm.Stores;
using Crm.Tenancy;
using Crm.Timeline;

namespace Crm.Testing.Builders;

/// <summary>Rows of any type, filled by reflection: a member that is added to a row is covered without anybody thinking of it.</summary>
public static class SampleRow
{
    private static readonly HashSet<string> Objects = new(StringComparer.Ordinal)
    {
        "Custom",
        "Details",
        "Metadata",
        "Draft",
        "Definition",
        "Texts",
        "Value",
        "Payload",
        "Before",
        "After",
        "Counts",
        "Undo",
        "Result",
    };

    /// <summary>All types of row that the engine stores, by name.</summary>
    public static IReadOnlyList<Type> Types { get; } =
    [
        .. typeof(IRow)
            .Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && typeof(IRow).IsAssignableFrom(type))
            .OrderBy(type => type.Name, StringComparer.Ordinal),
    ];

    /// <summary>A row whose every member has a value that is not its default.</summary>
    public static IRow Complete(Type type, TenantId tenant) => Create(type, tenant, isComplete: true);

    /// <summary>A row of which only the required members are set.</summary>
    public static IRow Minimal(Type type, TenantId tenant) => Create(type, tenant, isComplete: false);

    private static IRow Create(Type type, TenantId tenant, bool isComplete)
    {
        var row = (IRow)Activator.CreateInstance(type, nonPublic: true)!;
        foreach (var property in type.GetProperties().Where(property => property.CanWrite && property.PropertyType != typeof(EntryActivity)))
        {
            var isRequired = property.IsDefined(typeof(RequiredMemberAttribute));
            if (isComplete || isRequired)
            {
                property.SetValue(row, ValueOf(property, tenant));
            }
        }

        return row;
    }

    private static object ValueOf(PropertyInfo property, TenantId tenant)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var number = Sample.Next();
        return type switch
        {
            _ when type == typeof(TenantId) => tenant,
            _ when type == typeof(Guid) => Sample.Id(),
            _ when property.Name == nameof(IRevisioned.Revision) => 1,
            _ when type == typeof(string) => TextOf(property, number),
            _ when type == typeof(int) => number,
            _ when type == typeof(long) => (1L << 40) + number,
            _ when type == typeof(bool) => true,
            // Microseconds are what both databases keep.
            _ when type == typeof(DateTimeOffset) => Sample.Now.AddSeconds(number).AddMicroseconds(number),
            _ when type == typeof(DateOnly) => DateOnly.FromDateTime(Sample.Now.Date).AddDays(number % 1000),
            _ when type == typeof(Actor) => number % 2 == 0 ? Actor.Member(new MemberId(Sample.Id())) : Actor.System($"Zwölf: {number}"),
            _ when type.IsEnum => Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1)!,
            _ when type == typeof(IReadOnlyList<string>) => new[] { $"{property.Name} {number}", "Zwölf, \"zwölf\"; {12}" },
            _ when type == typeof(IReadOnlyList<Attendee>) => new[]
            {
                new Attendee
                {
                    Name = $"Zoë {number}",
                    Address = $"zoe{number}@b.example",
                    Record = new RecordRef(RecordType.Contact, new RecordId(Sample.Id())),
                    Member = new MemberId(Sample.Id()),
                    State = AttendeeState.Absent,
                },
                new Attendee { Name = "Zwölf, \"zwölf\"; {12}" },
            },
            _ when type == typeof(IReadOnlyList<ShownChange>) => new[] { new ShownChange("title", "Title", null, $"CEO {number}") },
            _ when type == typeof(IReadOnlyList<RecordId>) => new[] { new RecordId(Sample.Id()), new RecordId(Sample.Id()) },
            _ when type == typeof(IReadOnlyList<ContactPoint>) => new[]
            {
                new ContactPoint(ContactPointKind.Email, $"A{number}@B.example", $"a{number}@b.example", IsPrimary: true) { Label = "work" },
                new ContactPoint(ContactPointKind.Phone, "0171 1", $"+49171{number}", IsPrimary: true),
                new ContactPoint(ContactPointKind.Email, $"c{number}@d.example", $"c{number}@d.example", IsPrimary: false),
            },
            _ when type == typeof(IReadOnlyList<Stage>) => new[]
            {
                new Stage("new", "Neu", StageKind.Open) { Probability = 40 },
                new Stage("won", "Gewonnen", StageKind.Won),
            },
            _ when type is { IsValueType: true } && type.GetConstructor([typeof(Guid)]) is { } identifier => identifier.Invoke([Sample.Id()]),
            _ => throw new NotSupportedException($"{property.DeclaringType!.Name}.{property.Name} is of type {type.Name}: add a sample of it here."),
        };
    }

    private static string TextOf(PropertyInfo property, int number) =>
        property.Name switch
        {
            _ when Objects.Contains(property.Name) => $$"""{"number":{{number}},"text":"é 'x' \\ \"y\"","list":["a","b"],"nothing":null}""",
            "Currency" => "CHF",
            "Country" => "CH",
            "Zone" or "DueZone" => "Europe/Zurich",
            "DueLocal" => "2026-03-29T02:30:00",
            "AddressHash" or "RequestHash" or "ApprovedHash" => number.ToString("x64", null),
            _ => $"{property.Name} {number} é'\"\\ 😀",
        };
}
