using System.CommandLine;
using Crm.Installation;

namespace Crm.Commands;

/// <summary><c>crm recover</c>.</summary>
internal static class RecoverCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandRuns runs) =>
        runs.Does(
            new Command("recover", "After a backup was restored: holds everything that may have been sent since, of all tenants, until a person says."),
            async (session, _, cancellationToken) =>
            {
                var held = await session.Get<Recovery>().BeginAsync(cancellationToken);
                return session.Answer(
                    held,
                    page =>
                        page.Line($"The recovery began at {session.Clock.Show(held.Began)}. Nothing that was due before leaves by itself.")
                            .Line(
                                $"Messages that are Unknown now: {held.Unknown}. Look into the sent mail by the Message-ID of 'crm messages list --state unknown', then 'crm messages settle'."
                            )
                            .Line(
                                $"Enrollments that are held: {held.Held}. 'crm enrollments list --cause recovery' lists them; 'crm enrollments skip' leaves out a step that was carried out, 'crm enrollments resume --cause recovery' lets the others go on, with --sequence those of one sequence."
                            )
                );
            }
        );
}
