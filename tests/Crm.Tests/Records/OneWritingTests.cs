using Crm.Messages;
using Crm.Stores;
using CsCheck;

namespace Crm.Records;

/// <summary>One thing in two writings is one thing: at entry, in look-up, in filters and in suppressions.</summary>
internal sealed class OneWritingTests
{
    /// <summary>What copied text carries between its letters without anybody seeing it.</summary>
    private static readonly string[] Unseen = ["\u200B", "\u2060", "\uFEFF", "\u00AD", "\u202A", "\u202C", "\u2066", "\u2069"];
    private static readonly Gen<string> Noise = Gen.OneOf(Gen.Const(""), One(Unseen));
    private static readonly Gen<string> Local = Gen.Char["abcxyz019-_+"].Array[1, 10].Select(letters => new string(letters));
    private static readonly Gen<(string Unicode, string Ascii)> Host = One(
        ("example.com", "example.com"),
        ("b\u00FCcher.example", "xn--bcher-kva.example"),
        ("\u4F8B\u5B50.example", "xn--fsqu00a.example"),
        ("stra\u00DFe.example", "xn--strae-oqa.example")
    );

    private Office office = null!;

    [OneTimeSetUp]
    public async Task Open() => office = await Office.OpenAsync();

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public void All_writings_of_an_address_have_one_hash() =>
        Gen.Select(Local, Host, Noise, Noise, Gen.Int[0, 3])
            .Sample(
                (local, host, before, within, form) =>
                {
                    var written = form switch
                    {
                        0 => $"{before}{local}{within}@{host.Ascii}",
                        1 => $"{local.ToUpperInvariant()}@{within}{host.Unicode.ToUpperInvariant().Replace("SS", "\u00DF", StringComparison.Ordinal)}.",
                        2 => $"\u00A0{local}@{host.Unicode}{before}\u3000",
                        _ => $"{local}@{host.Unicode.Normalize(System.Text.NormalizationForm.FormD)}{within}",
                    };
                    Assert.That(AddressHash.Of(written), Is.EqualTo(AddressHash.Of($"{local}@{host.Unicode}")), written);
                },
                iter: 400
            );

    [Test]
    public async Task What_was_kept_stays_as_it_is_when_it_is_given_again() =>
        await Gen.Select(
                One("Zo\u00EB", "Zoe\u0308", "\u0130pek", "\u0646\u0627\u0645\u0647\u200C\u0627\u06CC", "\U0001F469\u200D\U0001F52C Lab", "A\u00A0B"),
                Noise,
                Noise
            )
            .SampleAsync(
                async (name, before, within) =>
                {
                    var first = await CreateAsync($"{before}{name}{within} ");
                    var again = await CreateAsync(first.Name);
                    Assert.That(again.Name, Is.EqualTo(first.Name));
                    Assert.That(first.Name.IsNormalized(), Is.True);
                    Assert.That(Unseen.Any(sign => first.Name.Contains(sign, StringComparison.Ordinal)), Is.False);
                },
                iter: 30,
                threads: 1
            );

    [TestCase("\u0646\u0627\u0645\u0647\u200C\u0627\u06CC", Description = "Persian needs its joiner")]
    [TestCase("\U0001F469\u200D\U0001F52C", Description = "an emoji of two")]
    public async Task Joiners_stay_where_they_mean_something(string name) => Assert.That((await CreateAsync(name)).Name, Is.EqualTo(name));

    [TestCase("M\u00FCller GmbH", "Mu\u0308ller\u00A0 GmbH")]
    [TestCase("M\u00FCller GmbH", "\uFEFFm\u00FCl\u00ADler gmbh\u200B")]
    public async Task A_company_is_found_by_every_writing_of_its_name(string kept, string asked)
    {
        var own = await Office.OpenAsync();
        await using (own)
        {
            var company = await own.UseCase<CreateCompany>().ExecuteAsync(own.Rep, new CompanyInput { Name = kept }, default);
            var found = await own.UseCase<ResolveRecord>().ExecuteAsync(own.Rep, new ResolveRecordInput($"company:\"{asked}\""), default);
            var listed = await own.UseCase<ListRecords>().ExecuteAsync(own.Rep, new ListRecordsInput(RecordType.Company) { Search = asked }, default);
            Assert.That((found, listed.Rows.Single().Record), Is.EqualTo((company.Record, company.Record)));
        }
    }

    [TestCase("ada@b\u00FCcher.example", "ADA@xn--bcher-kva.example.")]
    [TestCase("ada@xn--bcher-kva.example", "ada@B\u00DCCHER.example")]
    [TestCase("ad\u00ADa@example.org", "\u200Bada@example.org")]
    public async Task A_suppression_holds_for_every_writing_of_its_address(string kept, string suppressed)
    {
        await using var own = await Office.OpenAsync();
        var contact = await own.UseCase<CreateContact>().ExecuteAsync(own.Rep, new ContactInput { Name = "Ada", Email = kept }, default);
        await own.UseCase<SuppressAddress>().ExecuteAsync(own.Administrator, new SuppressAddressInput(suppressed), default);

        var stored = await own.LoadAsync<Contact>(contact.Record);
        var held = await own.ReadAsync(unit => unit.Messages.GetSuppressionsAsync("email", [AddressHash.Of(stored.Email!)], default));
        var found = await own.UseCase<ResolveRecord>().ExecuteAsync(own.Rep, new ResolveRecordInput($"contact:{suppressed}"), default);

        Assert.That((held.Count, found), Is.EqualTo((1, contact.Record)));
    }

    [TestCase("ada.@example.com")]
    [TestCase(".ada@example.com")]
    [TestCase("a..da@example.com")]
    [TestCase("ada@-example.com")]
    [TestCase("ada@exa mple.com")]
    [TestCase("ada@xn--\u00FC.example")]
    [TestCase("mailto:ada@example.com")]
    public async Task What_no_transport_takes_is_refused_when_it_is_typed_in(string email)
    {
        var error = await office.RefusedAsync<CrmError.Invalid>(() =>
            office.UseCase<CreateContact>().ExecuteAsync(office.Rep, new ContactInput { Name = "Ada", Email = email }, default)
        );
        Assert.That(error.Problems.Single().Field, Is.EqualTo("email"));
    }

    [TestCase("https://www.B\u00DCCHER.example/", "b\u00FCcher.example")]
    [TestCase("XN--BCHER-KVA.example.", "b\u00FCcher.example")]
    [TestCase("exam\u00ADple.com", "example.com")]
    public async Task A_domain_is_kept_in_one_form(string given, string kept)
    {
        var company = await office.UseCase<CreateCompany>().ExecuteAsync(office.Rep, new CompanyInput { Name = "Books", Domain = given }, default);
        Assert.That((await office.LoadAsync<Company>(company.Record)).Domain, Is.EqualTo(kept));
    }

    [TestCase(" ERP\u00A0", "47\u200B11")]
    public async Task A_reference_is_found_by_every_writing(string system, string id)
    {
        await using var own = await Office.OpenAsync();
        var input = new ContactInput { Name = "Ada", References = [new ExternalId("erp", "4711")] };
        await own.UseCase<CreateContact>().ExecuteAsync(own.Rep, input, default);
        var error = await own.RefusedAsync<CrmError.Refused>(() =>
            own.UseCase<CreateContact>().ExecuteAsync(own.Rep, input with { References = [new ExternalId(system, id)] }, default)
        );
        Assert.That(error.Code, Is.EqualTo("reference-taken"));
    }

    private static Gen<T> One<T>(params T[] of) => Gen.Int[0, of.Length - 1].Select(index => of[index]);

    private Task<RecordResult> CreateAsync(string name) => office.UseCase<CreateContact>().ExecuteAsync(office.Rep, new ContactInput { Name = name }, default);
}
