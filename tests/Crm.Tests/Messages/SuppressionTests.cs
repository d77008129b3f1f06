using System.Text;
using Crm.Sequences;
using Crm.Stores;

namespace Crm.Messages;

/// <summary>Addresses that get nothing more: entered in the form that records keep, listed by hash, lifted for a reason, carried from one system to another.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class SuppressionTests(string kind)
{
    private PostOffice office = null!;

    [SetUp]
    public async Task OpenAsync() => office = await PostOffice.OpenAsync(kind);

    [TearDown]
    public async Task CloseAsync() => await office.DisposeAsync();

    [TestCase("Carla <carla@x.example>")]
    [TestCase("carla@x.example,")]
    [TestCase("carla@x.example;dora@x.example")]
    [TestCase("mailto:carla@x.example")]
    [TestCase("carla @x.example")]
    [TestCase("carla")]
    [TestCase("")]
    public async Task What_is_no_address_is_refused_with_a_sentence(string text)
    {
        var wrong = await office.RefusedAsync<CrmError.Invalid>(() => SuppressAsync(text));
        Assert.That(wrong.Problems.Single().Field, Is.EqualTo("address"));
        Assert.That(wrong.Problems.Single().Message, Does.EndWith("."));
        await office.RefusedAsync<CrmError.Invalid>(() => ListAsync(new ListSuppressionsInput { Address = text }));
    }

    [Test]
    public async Task An_address_is_found_however_it_is_written()
    {
        var contact = await office.ContactAsync();
        var id = await office.StartAsync(PostOffice.TwoMails, contact);
        var done = await SuppressAsync($"  {contact.Email!.ToUpperInvariant()} ", SuppressionReason.OptedOut);
        Assert.That(done.Finished, Is.EqualTo(new[] { id }));

        var found = (await ListAsync(new ListSuppressionsInput { Address = contact.Email })).Rows.Single();

        Assert.That((found.AddressHash, found.Reason), Is.EqualTo((AddressHash.Of(contact.Email!), SuppressionReason.OptedOut)));
        Assert.That((await ListAsync(new ListSuppressionsInput { Address = found.AddressHash.ToUpperInvariant() })).Rows.Single(), Is.EqualTo(found));
        Assert.That((await ListAsync(new ListSuppressionsInput { Reasons = [SuppressionReason.Bounced] })).Rows, Is.Empty);
    }

    [Test]
    public async Task A_lifted_address_is_written_to_again_and_the_audit_says_why()
    {
        var contact = await office.ContactAsync();
        await SuppressAsync(contact.Email!);
        Assert.That((await EnrollAsync()).Answers[0].Reasons[0].Code, Is.EqualTo("suppressed"));

        await LiftAsync(contact.Email!, "She asked for it on the phone.");

        Assert.That((await EnrollAsync()).Enrolled, Is.EqualTo(1));
        var audit = (await office.AuditAsync()).Single(entry => entry.Action == "suppression.lift");
        Assert.That(audit.Subject, Is.EqualTo($"suppression:{AddressHash.Of(contact.Email!)}"));
        Assert.That(audit.Before, Does.Contain("manual"));
        Assert.That(audit.After, Does.Contain("on the phone"));
        Assert.That(await office.EventsAsync(), Does.Contain("address.unsuppressed"));
        await office.RefusedAsync<CrmError.NotFound>(() => LiftAsync(contact.Email!, "Again."));
        await office.RefusedAsync<CrmError.Invalid>(() => LiftAsync(contact.Email!, ""));

        async Task<EnrollResult> EnrollAsync()
        {
            await office.PublishAsync(PostOffice.TwoMails);
            return await office.EnrollAsync("welcome", contact);
        }
    }

    [TestCase(SuppressionReason.Bounced)]
    [TestCase(SuppressionReason.Complained)]
    public async Task Only_an_administrator_lifts_what_a_server_or_a_complaint_has_said(SuppressionReason reason)
    {
        await SuppressAsync("carla@x.example", reason);
        foreach (var caller in new[] { office.Rep, office.Manager })
            await office.RefusedAsync<CrmError.Forbidden>(() =>
                office.UseCase<LiftSuppression>().ExecuteAsync(caller, new LiftSuppressionInput("carla@x.example", "I know her."), default)
            );
        await office.UseCase<LiftSuppression>().ExecuteAsync(office.Administrator, new LiftSuppressionInput("carla@x.example", "A new mailbox."), default);
        Assert.That((await ListAsync(new ListSuppressionsInput())).Rows, Is.Empty);
    }

    [Test]
    public async Task A_file_suppresses_by_address_and_by_hash_once_and_finishes_who_is_written_to()
    {
        var (carla, dora) = (await office.ContactAsync("Carla"), await office.ContactAsync("Dora"));
        var first = await office.StartAsync(PostOffice.TwoMails, carla);
        var second = (await office.EnrollAsync("welcome", dora)).Answers[0].Enrollment!.Value;
        await SuppressAsync("known@x.example", SuppressionReason.Complained);
        var file = $"""
            Address,hash,channel,reason,since
            {carla.Email!.ToUpperInvariant()},,,opted-out,2026-01-31
            ,{AddressHash.Of(dora.Email!)},email,Bounced,2026-02-01T09:30Z
            known@x.example,,email,,
            +441234,,sms,manual,
            """;

        var done = await ImportAsync(file);

        Assert.That(done, Is.EqualTo(new ImportedSuppressions(3, 0, 1, 2)));
        Assert.That((await office.EnrollmentAsync(first)).Finish, Is.EqualTo(FinishReason.OptedOut));
        Assert.That((await office.EnrollmentAsync(second)).Finish, Is.EqualTo(FinishReason.Bounced));
        var found = (await ListAsync(new ListSuppressionsInput { Address = carla.Email })).Rows.Single();
        Assert.That(found.Since, Is.EqualTo(new DateTimeOffset(2026, 1, 31, 0, 0, 0, TimeSpan.Zero)));
        Assert.That((await office.EventsAsync()).Count(type => type == "address.suppressed"), Is.EqualTo(4));
        Assert.That(await ImportAsync(file), Is.EqualTo(new ImportedSuppressions(0, 0, 4, 0)), "a second import changes nothing");
        await office.VerifyAsync();
    }

    [Test]
    public async Task A_file_with_a_wrong_row_suppresses_nobody_and_names_every_wrong_line()
    {
        var wrong = await office.RefusedAsync<CrmError.Invalid>(() =>
            ImportAsync(
                "address,hash,reason,since\ngood@x.example,,,\nmailto:bad@x.example,,,\n,abc,,\nboth@x.example,0,,\nnone@x.example,,because,\nlate@x.example,,,2099-01-01\n"
            )
        );
        Assert.That(
            wrong.Problems.Select(problem => (problem.Field, problem.Line)),
            Is.EqualTo(new (string, long?)[] { ("address", 3), ("hash", 4), ("address", 5), ("reason", 6), ("since", 7) })
        );
        var unknown = await office.RefusedAsync<CrmError.Invalid>(() => ImportAsync("address,grund\ngood@x.example,Abmeldung\n"));
        Assert.That(unknown.Problems.Single().Message, Does.Contain("grund"));
        await office.RefusedAsync<CrmError.Invalid>(() => ImportAsync("reason\nmanual\n"));
        await office.RefusedAsync<CrmError.Forbidden>(() =>
            office.UseCase<ImportSuppressions>().ExecuteAsync(office.Rep, Input("address\ngood@x.example\n"), default)
        );
    }

    private static ImportSuppressionsInput Input(string file) => new() { Content = new MemoryStream(Encoding.UTF8.GetBytes(file)), FileName = "gone.csv" };

    private Task<ImportedSuppressions> ImportAsync(string file) => office.UseCase<ImportSuppressions>().ExecuteAsync(office.Manager, Input(file), default);

    private Task<SuppressedAddressView> SuppressAsync(string address, SuppressionReason reason = SuppressionReason.Manual) =>
        office.UseCase<SuppressAddress>().ExecuteAsync(office.Rep, new SuppressAddressInput(address, reason), default);

    private Task<SuppressionView> LiftAsync(string address, string why) =>
        office.UseCase<LiftSuppression>().ExecuteAsync(office.Rep, new LiftSuppressionInput(address, why), default);

    private Task<Page<SuppressionView>> ListAsync(ListSuppressionsInput input) =>
        office.UseCase<ListSuppressions>().ExecuteAsync(office.Reader, input, default);
}
