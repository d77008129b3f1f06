using Crm.Values;
using CsCheck;

namespace Crm.Records;

[TestFixture]
internal sealed class ContactPointTests
{
    private static readonly Gen<string> LocalPart = Gen.Select(Gen.Char["abcXYZ019_+-"].Array[1, 8], Gen.Char["abcXYZ019"].Array[1, 4])
        .Select((first, last) => $"{new string(first)}.{new string(last)}");
    private static readonly Gen<ContactPointInput> Email = Gen.Select(LocalPart, Gen.Bool)
        .Select((local, isUpper) => Point(ContactPointKind.Email, $"{local}@{(isUpper ? "EXAMPLE" : "example")}.com"));
    private static readonly Gen<ContactPointInput> Phone = Gen.Int[1_000, 999_999]
        .Select(Gen.Bool)
        .Select((number, hasCode) => Point(ContactPointKind.Phone, hasCode ? $"+49 30 {number}" : $"(030) {number}"));

    private Office office = null!;

    [OneTimeSetUp]
    public async Task Open() => office = await Office.OpenAsync();

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task Each_kind_has_exactly_one_primary_and_no_point_stands_twice() =>
        await Gen.OneOf(Email, Phone)
            .List[1, 8]
            .SampleAsync(
                async points =>
                {
                    var contact = await CreatedAsync(points);
                    foreach (var kind in contact.ContactPoints.GroupBy(point => point.Kind))
                    {
                        Assert.That(kind.Count(point => point.IsPrimary), Is.EqualTo(1));
                        Assert.That(kind.Select(point => point.Normalized), Is.Unique);
                    }
                    Assert.That(contact.ContactPoints.Select(point => point.Kind).Distinct(), Is.EquivalentTo(points.Select(point => point.Kind).Distinct()));
                },
                iter: 40,
                threads: 1
            );

    [Test]
    public async Task What_was_normalised_stays_as_it_is_when_it_is_given_again() =>
        await Gen.OneOf(Email, Phone)
            .List[1, 5]
            .SampleAsync(
                async points =>
                {
                    var once = await CreatedAsync(points);
                    var again = await CreatedAsync(once.ContactPoints.Select(point => new ContactPointInput(point.Kind, point.Normalized, point.IsPrimary)));
                    Assert.That(again.ContactPoints.Select(point => point.Normalized), Is.EqualTo(once.ContactPoints.Select(point => point.Normalized)));
                },
                iter: 30,
                threads: 1
            );

    [TestCase("ada@example.com\r\nBcc: eve@example.com")]
    [TestCase("ada@example.com, eve@example.com")]
    [TestCase("Ada <ada@example.com>")]
    [TestCase("ada@")]
    [TestCase("ada")]
    [TestCase("ada lovelace@example.com")]
    public async Task An_email_that_is_not_one_address_is_refused(string email)
    {
        var error = await office.RefusedAsync<CrmError.Invalid>(() =>
            office.UseCase<CreateContact>().ExecuteAsync(office.Rep, new ContactInput { Name = "Ada", Email = email }, default)
        );

        Assert.That(error.Problems.Single().Field, Is.EqualTo("email"));
        Assert.That(error.Message, Does.Not.Contain("example.com, eve"), "an address is personal and stays out of messages");
    }

    [TestCase("030 901820", "+4930901820")]
    [TestCase("+1 (212) 555-0123", "+12125550123")]
    [TestCase("ext. 4711", "4711")]
    public async Task A_phone_becomes_E164_where_it_can_be_read_and_digits_else(string given, string normalized)
    {
        var created = await office.UseCase<CreateContact>().ExecuteAsync(office.Rep, new ContactInput { Name = "Ada", Phone = given }, default);

        Assert.That((await office.LoadAsync<Contact>(created.Record)).Phone, Is.EqualTo(normalized));
    }

    [Test]
    public async Task Two_primary_points_of_a_kind_are_refused()
    {
        ContactPointInput[] points =
        [
            Point(ContactPointKind.Email, "a@example.com", isPrimary: true),
            Point(ContactPointKind.Email, "b@example.com", isPrimary: true),
        ];

        var error = await office.RefusedAsync<CrmError.Invalid>(() =>
            office.UseCase<CreateContact>().ExecuteAsync(office.Rep, new ContactInput { Name = "Ada", ContactPoints = points }, default)
        );

        Assert.That(error.Problems.Single().Field, Is.EqualTo("contactPoints"));
    }

    [Test]
    public async Task A_changed_email_replaces_the_primary_one_and_keeps_the_others()
    {
        ContactPointInput[] points = [Point(ContactPointKind.Email, "a@example.com"), Point(ContactPointKind.Email, "b@example.com")];
        var created = await office.UseCase<CreateContact>().ExecuteAsync(office.Rep, new ContactInput { Name = "Ada", ContactPoints = points }, default);

        var changed = await office.UpdateAsync(office.Rep, created, ("email", "c@example.com"));
        var first = await office.LoadAsync<Contact>(created.Record);
        await office.UpdateAsync(office.Rep, changed, ("email", "B@example.com"));
        var second = await office.LoadAsync<Contact>(created.Record);

        Assert.Multiple(() =>
        {
            Assert.That(first.Email, Is.EqualTo("c@example.com"));
            Assert.That(first.ContactPoints.Select(point => point.Normalized), Is.EqualTo(new[] { "c@example.com", "b@example.com" }));
            Assert.That(second.Email, Is.EqualTo("b@example.com"));
            Assert.That(second.ContactPoints, Has.Count.EqualTo(2));
        });
    }

    private static ContactPointInput Point(ContactPointKind kind, string value, bool isPrimary = false) => new(kind, value, isPrimary);

    private async Task<Contact> CreatedAsync(IEnumerable<ContactPointInput> points)
    {
        var created = await office.UseCase<CreateContact>().ExecuteAsync(office.Rep, new ContactInput { Name = "Ada", ContactPoints = [.. points] }, default);
        return await office.LoadAsync<Contact>(created.Record);
    }
}
