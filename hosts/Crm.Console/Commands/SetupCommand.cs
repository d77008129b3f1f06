using System.CommandLine;
using Crm.Accounts;
using Crm.Installation;
using Crm.Kernel;
using Crm.Stores;

namespace Crm.Commands;

/// <summary><c>crm setup</c>.</summary>
internal static class SetupCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandRuns runs)
    {
        var script = new Option<bool>("--script") { Description = "Only print the SQL statements for a DBA; nothing is changed." };
        var name = new Option<string>("--name") { Description = "The tenant's name.", DefaultValueFactory = _ => "My company" };
        var adminName = new Option<string>("--admin-name")
        {
            Description = "Full name of the first administrator.",
            DefaultValueFactory = _ => "Administrator",
        };
        var adminEmail = new Option<string?>("--admin-email") { Description = "The administrator's address." };
        var mailbox = new Option<string?>("--mailbox") { Description = "Address that sequences send email from.", HelpName = "ADDRESS" };
        var zone = new Option<string>("--zone") { Description = "Time zone (IANA), such as Europe/Berlin.", DefaultValueFactory = _ => "Etc/UTC" };
        var currency = new Option<string>("--currency") { Description = "Currency (ISO 4217).", DefaultValueFactory = _ => "USD" };
        var country = new Option<string?>("--country") { Description = "Default country for phone numbers, such as DE." };
        var address = new Option<string?>("--postal-address") { Description = "Postal address, for the footer of sequence emails (stored, not used yet)." };
        var command = new Command("setup", "Brings the database schema up to date and sets up the tenant if it is missing.")
        {
            script,
            name,
            adminName,
            adminEmail,
            mailbox,
            zone,
            currency,
            country,
            address,
        };
        return runs.DoesUnstarted(
            command,
            async (session, parsed, cancellationToken) =>
            {
                var schema = session.Get<ISchema>();
                if (parsed.GetValue(script))
                {
                    var statements = schema.Script();
                    return session.Answer(new { script = statements }, page => page.Line(statements));
                }
                var missing = (await schema.GetStateAsync(cancellationToken)).Missing;
                await schema.MigrateAsync(cancellationToken);
                var input = new SetUpTenantInput(parsed.GetRequiredValue(name), parsed.GetRequiredValue(adminName), parsed.GetValue(adminEmail) ?? "")
                {
                    Zone = parsed.GetRequiredValue(zone),
                    Currency = parsed.GetRequiredValue(currency),
                    Country = parsed.GetValue(country),
                    PostalAddress = parsed.GetValue(address),
                    MailboxAddress = parsed.GetValue(mailbox),
                };
                var done = await session.Get<EnsureTenant>().ExecuteAsync(session.Caller, input, cancellationToken);
                var first = await session.Get<InviteFirstAdministrator>().ExecuteAsync(session.Caller, new NoInput(), cancellationToken);
                return session.Answer(
                    new
                    {
                        migrations = missing,
                        tenant = session.Caller.Tenant,
                        isNew = done.IsNew,
                        administrator = done.Administrator,
                        mailbox = done.Mailbox,
                        mailboxStopped = done.MailboxStopped,
                        signInLink = first.Token is { } token ? SignInCommands.LinkOf(session, token) : null,
                    },
                    page =>
                    {
                        page.Line(missing.Count == 0 ? "The database is up to date." : $"The database was brought up to date: {string.Join(", ", missing)}.")
                            .Line(
                                done.IsNew
                                    ? $"Set up “{input.Name}” with the administrator “{input.AdministratorName}”."
                                    : "The tenant is already set up and was not changed."
                            )
                            .Line(
                                done.Mailbox is null
                                    ? $"No mailbox was added; sequences need one to send mail: crm setup{TenantOption(parsed)} --mailbox ADDRESS."
                                : done.MailboxStopped is { } why
                                    ? $"Its mailbox is stopped and sends nothing: {why}\nFix that, then resume it: crm mailboxes resume{TenantOption(parsed)} {input.MailboxAddress ?? $"{done.Mailbox}"}"
                                : "Its mailbox is ready."
                            );
                        if (done.IsNew && parsed.GetResult(GlobalOptions.Tenant) is { Implicit: false })
                            page.Line(NewTenant(parsed.GetRequiredValue(GlobalOptions.Tenant)));
                        SignInCommands.Write(page, session, first);
                    }
                );
            }
        );
    }

    /// <summary>Commands are named as they must be typed for this tenant.</summary>
    private static string TenantOption(ParseResult parsed) =>
        parsed.GetResult(GlobalOptions.Tenant) is { Implicit: false } ? $" --tenant {parsed.GetRequiredValue(GlobalOptions.Tenant)}" : "";

    /// <summary>A key that was mistyped, on an upgrade for example, is a tenant of its own from now on.</summary>
    private static string NewTenant(string key) =>
        $"It is a new tenant with the key “{key}”: pass --tenant {key} to every command about it. If you meant a tenant that was there before, it has another key.";
}
