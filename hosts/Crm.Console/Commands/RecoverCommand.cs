using System.CommandLine;
using Crm.Installation;

namespace Crm.Commands;

/// <summary><c>crm recover</c>.</summary>
internal static class RecoverCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandRuns runs) =>
        runs.Does(
            new Command(
                "recover",
                "After restoring a backup: holds everything that may have been sent or carried out since it was made, for all tenants, until a person decides."
            ),
            async (session, _, cancellationToken) =>
            {
                var held = await session.Get<Recovery>().BeginAsync(cancellationToken);
                return session.Answer(
                    held,
                    page =>
                        page.Line(
                                $"The recovery began at {session.Clock.Show(held.Began)}. Nothing that was due before then is sent or carried out until a person decides."
                            )
                            .Line(
                                $"Messages now Unknown: {held.Unknown}. Find them in the mailboxes' sent mail by the Message-ID that 'crm messages list --state unknown' shows, then run 'crm messages settle'."
                            )
                            .Line(
                                $"Enrollments held: {held.Held}. 'crm enrollments list --cause recovery' lists them. If a step was already carried out, skip it with 'crm enrollments skip'; then resume the rest with 'crm enrollments resume --cause recovery' (add --sequence to resume one sequence only)."
                            )
                );
            }
        );
}
