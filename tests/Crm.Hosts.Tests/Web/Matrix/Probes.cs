using Crm.Kernel;
using Crm.Records;
using Crm.Tenancy;

namespace Crm.Tests.Hosts.Web.Matrix;

/// <summary>How every endpoint for those who are signed in is tried. A new endpoint gets its place here.</summary>
internal static class Probes
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Probe> All { get; } =
    [
        .. new[] { "/", "/queue", "/deals/board", "/templates", "/settings", "/team", "/search", "/account/sessions", "/team/export", "/search/found" }.Select(
            Probe.Page
        ),
        .. Reads(),
        .. RecordForms(),
        .. ViewForms(),
        .. EnrollForms(),
        .. WorkForms(),
        .. AccountForms(),
        .. new[] { "/queue", "/deals/board", "/team", "/search" }.Select(path => Probe.NoForm(path, path)),
        Probe.Nothing("GET /{**path:file}", "/appsettings.json"),
        Probe.Nothing("HEAD /{**path:file}", "/appsettings.json"),
        // Takes only what the host itself has protected.
        Probe.Nothing("GET /_framework/opaque-redirect", "/_framework/opaque-redirect?url=https://evil.example") with
        {
            IsAddressed = false,
        },
    ];

    private static IEnumerable<Probe> Reads()
    {
        foreach (var type in Enum.GetValues<RecordType>())
        {
            var word = Probe.Word(type);
            yield return Read("/records/{Type}/{Reference}", async (things, role, whose) => $"/records/{word}/{await things.RecordAsync(type, role, whose)}");
            yield return Read(
                "/api/records/{type}/{reference}/timeline",
                async (things, role, whose) => $"/api/records/{word}/{await things.RecordAsync(type, role, whose)}/timeline"
            );
            yield return Filter("/records/{Type}", async (things, role, whose) => $"/records/{word}?owner={await things.MemberAsync(role, whose)}");
            yield return Filter(
                "/records/{type}/export",
                async (things, role, whose) => $"/records/{word}/export?owner={await things.MemberAsync(role, whose)}"
            );
            yield return Probe.Page($"/records/{word}/new") with
            {
                Endpoint = "GET /records/{Type}/new",
            };
        }
        yield return Read("/records/{Type}/{Reference}", async (things, role, whose) => $"/records/contact/{await things.AddressAsync(role, whose)}");
        yield return Read(
            "/records/{Type}/{Reference}",
            async (things, role, whose) => $"/records/company/{Uri.EscapeDataString(await things.CompanyAsync(role, whose))}"
        );
        yield return Read(
            "/api/records/{type}/{reference}/timeline",
            async (things, role, whose) => $"/api/records/contact/{await things.AddressAsync(role, whose)}/timeline"
        );
        yield return Filter(
            "/api/records/{type}/{reference}/timeline",
            async (things, role, whose) =>
                $"/api/records/contact/{await things.RecordAsync(RecordType.Contact, role, Whose.Own)}/timeline?author=member:{await things.MemberAsync(role, whose)}"
        );
        yield return Filter(
            "/records/{Type}/{Reference}",
            async (things, role, whose) =>
                $"/records/contact/{await things.RecordAsync(RecordType.Contact, role, Whose.Own)}?open={await things.ActivityAsync(role, whose)}"
        );
        yield return Filter(
            "/records/{Type}/{Reference}",
            async (things, role, whose) =>
                $"/records/contact/{await things.RecordAsync(RecordType.Contact, role, Whose.Own)}?author={await things.MemberAsync(role, whose)}"
        );
        foreach (var word in new[] { "contact", "deal" })
            yield return Filter(
                "/records/{Type}",
                async (things, role, whose) => $"/records/{word}?company={Uri.EscapeDataString(await things.RecordAsync(RecordType.Company, role, whose))}"
            );
        yield return Filter(
            "/records/{Type}",
            async (things, role, whose) => $"/records/contact?view={Uri.EscapeDataString(await things.ViewAsync(role, whose))}"
        );
        yield return Filter("/deals/board", async (things, role, whose) => $"/deals/board?owner={await things.MemberAsync(role, whose)}");
        yield return Filter("/team", async (things, role, whose) => $"/team?week=4&member={await things.MemberAsync(role, whose)}");
        foreach (var mark in new[] { Things.ColleagueMark, Things.ForeignMark })
        foreach (var path in new[] { "/search", "/search/found" })
            // Not the whole mark: a page says what was searched for.
            yield return Probe.Page($"{path}?q={mark[..^1]}") with
            {
                Endpoint = $"GET {path}",
            };
        yield return Read("/enrollments/{Id:guid}", async (things, role, whose) => $"/enrollments/{await things.EnrollmentAsync(role, whose)}");
        yield return Read("/templates/{Id:guid}", async (things, role, whose) => $"/templates/{await things.TemplateAsync(role, whose)}") with
        {
            Reaches = Probe.OwnOnly,
        };
    }

    private static IEnumerable<Probe> RecordForms()
    {
        foreach (var type in Enum.GetValues<RecordType>())
        {
            var list = $"/records/{Probe.Word(type)}";
            yield return Form(
                "/records/{Type}",
                Right.EditRecords,
                list,
                "bulk",
                async (things, role, whose) => [("action", "delete"), ("record", await things.ReferenceAsync(type, role, whose))]
            );
            yield return Form(
                "/records/{Type}",
                Right.EditRecords,
                list,
                "bulk",
                async (things, role, whose) => [("action", "assign"), ("owner", things.Other), .. await TwoAsync(things, type, role, whose)]
            );
            yield return Form(
                "/records/{Type}/new",
                Right.EditRecords,
                $"{list}/new",
                "new-record",
                (things, _, _) =>
                    Task.FromResult<(string, string)[]>([
                        (type == RecordType.Lead ? "last_name" : "name", things.NameOf(Whose.Own)),
                        ("last_name", things.NameOf(Whose.Own)),
                    ])
            ) with
            {
                NamesNothing = true,
            };
        }
        yield return Form(
            "/records/{Type}",
            Right.EditRecords,
            "/records/contact",
            "bulk",
            async (things, role, whose) => [("action", "assign"), ("owner", await things.MemberAsync(role, whose)), ("record", await things.UnownedAsync())]
        ) with
        {
            Reaches = (_, whose) => whose is Whose.Own or Whose.Colleague,
        };
        yield return Form(
            "/records/{Type}",
            Right.EditRecords,
            "/records/contact",
            "undo",
            async (things, role, whose) => [("batch", await things.BatchAsync(role, whose))]
        );
        yield return Form(
            "/records/{Type}/new",
            Right.EditRecords,
            "/records/contact/new",
            "new-record",
            async (things, role, whose) => [("last_name", things.NameOf(Whose.Own)), ("company", await things.CompanyAsync(role, whose))]
        );
        yield return new Probe(
            "POST /records/{Type}/{Reference}",
            Right.ReadRecords,
            async (things, role, whose) => new Attempt($"/records/contact/{await things.RecordAsync(RecordType.Contact, role, whose)}", ("_handler", "any"))
        )
        {
            Reaches = (_, _) => false,
        };
    }

    private static IEnumerable<Probe> ViewForms()
    {
        yield return new Probe(
            "POST /records/{Type}",
            Right.ReadRecords,
            async (things, role, whose) =>
                new Attempt(
                    $"/records/contact?owner={Uri.EscapeDataString(await things.MemberAsync(role, whose))}",
                    ("_handler", "view"),
                    ("action", "new"),
                    ("name", things.NameOf(Whose.Own))
                )
        )
        {
            Changes = true,
            Reaches = (_, whose) => whose is Whose.Own or Whose.Colleague,
        };
        foreach (var action in new[] { "save", "delete" })
            yield return new Probe(
                "POST /records/{Type}",
                Right.ReadRecords,
                async (things, role, whose) =>
                    new Attempt(
                        $"/records/contact?view={Uri.EscapeDataString(await things.ViewAsync(role, whose))}",
                        ("_handler", "view"),
                        ("action", action),
                        ("name", things.NameOf(Whose.Own))
                    )
            )
            {
                Changes = true,
                Reaches = Probe.OwnOnly,
            };
        yield return new Probe(
            "POST /records/{Type}",
            Right.ReadRecords,
            (things, _, _) =>
            {
                var name = things.NameOf(Whose.Own);
                return Task.FromResult(
                    new Attempt($"/records/contact?search=mark&removed={Uri.EscapeDataString(name)}", ("_handler", "restore-view"), ("name", name))
                );
            }
        )
        {
            NamesNothing = true,
            Changes = true,
        };
    }

    private static IEnumerable<Probe> EnrollForms()
    {
        foreach (var type in new[] { RecordType.Contact, RecordType.Lead, RecordType.Deal })
            yield return Read(
                "/records/{Type}/enroll",
                async (things, role, whose) => $"/records/{Probe.Word(type)}/enroll?record={Uri.EscapeDataString(await things.RecordAsync(type, role, whose))}"
            );
        yield return Addressed(
            "/records/{Type}/enroll",
            Right.Enroll,
            async (things, role, whose) => $"/records/contact/enroll?record={Uri.EscapeDataString(await things.RecordAsync(RecordType.Contact, role, whose))}",
            ("_handler", "enroll"),
            ("sequence", Things.Sequence)
        );
        yield return new Probe(
            "POST /enrollments/{Id:guid}",
            Right.Enroll,
            async (things, role, whose) =>
                new Attempt(
                    $"/enrollments/{await things.EnrollmentAsync(role, Whose.Own)}",
                    ("_handler", "recipient"),
                    ("to", await things.ReferenceAsync(RecordType.Contact, role, whose))
                )
        )
        {
            Changes = true,
        };
    }

    private static IEnumerable<Probe> WorkForms()
    {
        yield return Form(
            "/",
            Right.EditRecords,
            "/",
            "settle",
            async (things, role, whose) => [("answer", $"GiveUp:{await things.MessageAsync(role, whose)}")]
        );
        foreach (var action in new[] { "pause", "finish", "skip" })
            yield return Addressed(
                "/enrollments/{Id:guid}",
                Right.Enroll,
                async (things, role, whose) => $"/enrollments/{await things.EnrollmentAsync(role, whose)}",
                ("_handler", "act"),
                ("action", action)
            );
        foreach (var action in new[] { "save", "delete" })
            yield return Addressed(
                "/templates/{Id:guid}",
                Right.EditRecords,
                async (things, role, whose) => $"/templates/{await things.TemplateAsync(role, whose)}",
                ("_handler", "template"),
                ("action", action),
                ("name", "Ours now"),
                ("subject", "Ours"),
                ("text", "Ours")
            ) with
            {
                Reaches = Probe.OwnOnly,
            };
        yield return Form(
            "/templates",
            Right.EditRecords,
            "/templates",
            "template",
            (things, _, _) =>
                Task.FromResult<(string, string)[]>([("action", "save"), ("name", things.NameOf(Whose.Own)), ("subject", "Hello"), ("text", "Hello")])
        ) with
        {
            NamesNothing = true,
        };
        yield return Form(
            "/templates",
            Right.ReadRecords,
            "/templates",
            "template",
            async (things, role, whose) =>
                [
                    ("action", "preview"),
                    ("name", "Any"),
                    ("subject", "{{ record.name }}"),
                    ("text", "{{ record.name }}"),
                    ("record", await things.AddressAsync(role, whose)),
                ]
        ) with
        {
            Changes = false,
        };
        yield return Form(
            "/templates",
            Right.EditRecords,
            "/templates",
            "template",
            (_, _, _) => Task.FromResult<(string, string)[]>([("action", "delete")])
        ) with
        {
            NamesNothing = true,
            Reaches = (_, _) => false,
        };
        yield return Form(
            "/settings",
            Right.ReadRecords,
            "/settings",
            "settings",
            async (things, role, whose) => [("mailbox", await things.MailboxAsync(role, whose))]
        ) with
        {
            Reaches = Probe.OwnOnly,
        };
    }

    private static IEnumerable<Probe> AccountForms()
    {
        yield return new Probe(
            "POST /account/sessions/end",
            Right.ReadRecords,
            async (things, role, whose) => new Attempt("/account/sessions/end", ("id", await things.SessionAsync(role, whose)))
        )
        {
            Changes = true,
        };
        yield return new Probe(
            "POST /account/sessions/end-others",
            Right.ReadRecords,
            async (things, role, _) =>
            {
                await things.SessionAsync(role, Whose.Own);
                return new Attempt("/account/sessions/end-others", ("any", ""));
            }
        )
        {
            NamesNothing = true,
            Changes = true,
        };
        yield return new Probe(
            "POST /account/password",
            Right.ReadRecords,
            (_, _, _) =>
                Task.FromResult(
                    new Attempt("/account/password", ("current", "a wrong password"), ("password", "a new long password"), ("repeated", "a new long password"))
                )
        )
        {
            NamesNothing = true,
            Reaches = (_, _) => false,
        };
        yield return new Probe(
            "POST /sign-out",
            Right.ReadRecords,
            async (things, role, _) => new Attempt("/sign-out", ("any", "")) { Client = await things.NewClientOfAsync(role) }
        )
        {
            NamesNothing = true,
            Changes = true,
        };
    }

    private static async Task<(string, string)[]> TwoAsync(Things things, RecordType type, MemberRole role, Whose whose) =>
        [("record", await things.ReferenceAsync(type, role, whose)), ("record", await things.ReferenceAsync(type, role, whose))];

    private static Probe Read(string endpoint, Func<Things, MemberRole, Whose, Task<string>> path) =>
        new($"GET {endpoint}", Right.ReadRecords, async (things, role, whose) => new Attempt(await path(things, role, whose))) { IsAddressed = true };

    /// <summary>A read that another's thing narrows: nobody is refused, and nothing of it shows.</summary>
    private static Probe Filter(string endpoint, Func<Things, MemberRole, Whose, Task<string>> path) => Read(endpoint, path) with { IsAddressed = false };

    private static Probe Form(string endpoint, Right right, string path, string handler, Func<Things, MemberRole, Whose, Task<(string, string)[]>> fields) =>
        new($"POST {endpoint}", right, async (things, role, whose) => new Attempt(path, [("_handler", handler), .. await fields(things, role, whose)]))
        {
            Changes = true,
        };

    private static Probe Addressed(string endpoint, Right right, Func<Things, MemberRole, Whose, Task<string>> path, params (string, string)[] fields) =>
        new($"POST {endpoint}", right, async (things, role, whose) => new Attempt(await path(things, role, whose), fields))
        {
            IsAddressed = true,
            Changes = true,
        };
}
