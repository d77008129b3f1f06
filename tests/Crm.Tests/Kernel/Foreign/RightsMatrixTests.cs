using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Plugins;
using Crm.Records;
using Crm.Stores;
using Crm.Tenancy;
using Crm.Testing.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Foreign;

/// <summary>
/// Every use case of the catalog, called by every role, with every id, reference and key of its input naming something that is another's: another tenant's, of a record that the caller may not see, or
/// another member's. Whoever may not reach it gets nothing of it and changes nothing of it.
/// </summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class RightsMatrixTests(string kind)
{
    private static readonly MemberRole[] Roles = Enum.GetValues<MemberRole>();

    private MatrixDesk desk = null!;

    [OneTimeSetUp]
    public async Task OpenAsync() => desk = await MatrixDesk.OpenAsync(kind);

    [OneTimeTearDown]
    public async Task CloseAsync() => await desk.DisposeAsync();

    [Test]
    public async Task Nobody_reaches_what_is_another_tenants() => await WalkAsync(Whose.Tenant);

    [Test]
    public async Task Nobody_reaches_through_a_use_case_what_hangs_on_a_record_out_of_sight() => await WalkAsync(Whose.Hidden);

    [Test]
    public async Task Another_members_task_draft_mailbox_and_name_take_the_right_to_act_for_others() => await WalkAsync(Whose.Member);

    [Test]
    public void A_use_case_without_a_place_in_the_matrix_is_named()
    {
        var missing = desk
            .UseCases.Where(useCase => !ForeignSlot.Of(useCase.InputType).Any())
            .Select(useCase => useCase.Action)
            .Except(MatrixExpectations.NamesNothing);
        Assert.That(missing, Is.Empty, "these name nothing that could be another's: say why in MatrixExpectations");
        var gone = MatrixExpectations.NamesNothing.Concat(MatrixExpectations.Slots).Except(desk.UseCases.SelectMany(Places));
        Assert.That(gone, Is.Empty, "these are told of, and are not there");
    }

    private static IEnumerable<string> Places(UseCase useCase) =>
        ForeignSlot.Of(useCase.InputType).Select(slot => $"{useCase.Action} {slot.Path}").Append(useCase.Action);

    private async Task WalkAsync(Whose whose)
    {
        var (calls, reached, slots) = (0, 0, 0);
        var wrong = new List<string>();
        foreach (var useCase in desk.UseCases.ToList())
        foreach (var slot in ForeignSlot.Of(useCase.InputType))
        {
            var place = $"{useCase.Action} {slot.Path}";
            if (!MatrixExpectations.Concerns(whose, place, slot))
                continue;
            slots++;
            var isReached = false;
            foreach (var role in Roles.Where(role => RoleRights.Of(role).Contains(useCase.Right)))
            {
                calls++;
                var probe = await desk.ProbeAsync(useCase, slot, role, whose);
                if (!probe.MayReach && probe.Leaks.Count > 0)
                    wrong.Add($"{role}: {place} → {probe.Answer}: {probe.Leaks[0]}");
                isReached |= probe is { MayReach: true, IsReached: true };
            }
            if (isReached)
                reached++;
            else if (whose != Whose.Tenant && !MatrixExpectations.ReachedByNobody.Contains(place))
                wrong.Add($"{place} is reached by nobody, so nothing is proven: {string.Join("; ", desk.Answers)}");
        }
        await TestContext.Out.WriteLineAsync(
            $"{whose}: {slots} members of inputs, {Roles.Length} roles: {calls} calls, {reached} places reached by whoever may."
        );
        Assert.That(wrong, Is.Empty);
    }
}
