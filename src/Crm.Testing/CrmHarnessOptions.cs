using Crm.Hosting;

namespace Crm.Testing;

/// <summary>How a <see cref="CrmHarness"/> starts.</summary>
public sealed record CrmHarnessOptions
{
    /// <summary>The kind of the temporary database, one of <see cref="TestDatabase.Kinds"/>.</summary>
    public string Kind { get; init; } = "sqlite";

    /// <summary>The database to work on, which the harness does not dispose; null: a temporary one of its own.</summary>
    public TestDatabase? Database { get; init; }

    /// <summary>Whether <see cref="CrmHarness.Tenant"/> is set up with its members and mailbox; else only its id is there.</summary>
    public bool SetsTenantUp { get; init; } = true;

    /// <summary>What emails are handed to; null: a new one.</summary>
    public FakeTransport? Transport { get; init; }

    /// <summary>
    /// What a plugin <c>test</c> brings for this test: objects behind a contract of plugins (activity types, step handlers, transports, stop rules, eligibility rules, subscribers …), or types, which
    /// are made with services of the host. One that has the key of a loaded plugin's part takes its place.
    /// </summary>
    public IReadOnlyList<object> Parts { get; init; } = [];

    /// <summary>The plugins to load, by id, such as <c>crm</c>; empty: all that the test references.</summary>
    public IReadOnlyList<string> Plugins { get; init; } = [];

    /// <summary>More configuration, by its key below <c>Crm</c>, such as <c>Sequences:BatchSize</c>.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>What this test adds to the host or replaces in it, after everything else; null: nothing.</summary>
    public Action<CrmBuilder>? Compose { get; init; }

    /// <summary>Is told of every call that runner, sender, relay and use cases make to the database, before and after it; what it throws is what the caller of the database meets. Null: nobody is told.</summary>
    public Action<StoreCall>? OnStoreCall { get; init; }
}
