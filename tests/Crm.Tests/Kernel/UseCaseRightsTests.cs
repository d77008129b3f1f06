using System.Text.Json;
using Crm.Plugins;
using Crm.Records;
using Crm.Stores;
using Crm.Tenancy;
using Crm.Testing;
using Crm.Testing.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel;

/// <summary>The whole catalog, called by everybody who may and may not.</summary>
internal sealed class UseCaseRightsTests
{
    private CrmHarness crm = null!;

    [SetUp]
    public async Task StartAsync() => crm = await CrmHarness.StartAsync();

    [TearDown]
    public Task StopAsync() => crm.DisposeAsync().AsTask();

    [TestCase(MemberRole.Reader)]
    [TestCase(MemberRole.Rep)]
    [TestCase(MemberRole.Manager)]
    [TestCase(MemberRole.Administrator)]
    public async Task A_member_may_do_what_the_role_gives_and_nothing_else(MemberRole role)
    {
        var member = Sample.Member(crm.Tenant.Id, role: role);
        await InsertAsync(crm.Tenant.Id, member);
        var rights = RoleRights.Of(role);

        await CallAllAsync(
            crm.Tenant.System with
            {
                Actor = Actor.Member(member.Id),
            },
            (useCase, forbidden) =>
            {
                if (rights.Contains(useCase.Right))
                    Assert.That(forbidden?.Right, Is.Not.EqualTo(useCase.Right.ToString()), $"{useCase.Action} is for {role}");
                else
                    Assert.That(forbidden?.Right, Is.EqualTo(useCase.Right.ToString()), $"{useCase.Action} is not for {role}");
            }
        );
    }

    [Test]
    public Task An_unknown_member_may_do_nothing() => AssertMayNothingAsync(Sample.Member(crm.Tenant.Id).Id);

    [Test]
    public async Task A_member_who_is_not_active_any_more_may_do_nothing()
    {
        var left = Sample.Member(crm.Tenant.Id, role: MemberRole.Administrator) with { IsActive = false };
        await InsertAsync(crm.Tenant.Id, left);
        await AssertMayNothingAsync(left.Id);
    }

    [Test]
    public async Task A_member_of_another_tenant_may_do_nothing()
    {
        var tenant = TenantId.From("other");
        var foreign = Sample.Member(tenant, role: MemberRole.Administrator);
        await InsertAsync(tenant, foreign);
        await AssertMayNothingAsync(foreign.Id);
    }

    private Task AssertMayNothingAsync(MemberId member) =>
        CallAllAsync(crm.Tenant.System with { Actor = Actor.Member(member) }, (useCase, forbidden) => Assert.That(forbidden, Is.Not.Null, useCase.Action));

    /// <summary>Calls every use case with the least that its schema asks for.</summary>
    /// <param name="caller">Who calls.</param>
    /// <param name="check">Gets the refusal for lack of rights, or null where the answer was another one.</param>
    private async Task CallAllAsync(Caller caller, Action<UseCase, CrmError.Forbidden?> check)
    {
        await using var scope = crm.Services.CreateAsyncScope();
        var refusals = 0;
        using (Assert.EnterMultipleScope())
        {
            foreach (var useCase in scope.ServiceProvider.GetRequiredService<UseCaseCatalog>().All)
            {
                var forbidden = await CallAsync(useCase, caller);
                check(useCase, forbidden);
                if (forbidden is not null && !useCase.IsRead)
                    Assert.That(await CountRefusalsAsync(caller.Actor), Is.EqualTo(++refusals), $"the refusal of {useCase.Action} is audited");
            }
        }
    }

    private static async Task<CrmError.Forbidden?> CallAsync(UseCase useCase, Caller caller)
    {
        var schema = JsonSerializer.SerializeToNode(ContractJson.SchemaOf(useCase.InputType))!;
        var input = JsonSerializer.Deserialize(SchemaSample.Of(schema, isFull: false), useCase.InputType, ContractJson.Options)!;
        if (input is IFileInput with)
            input = with.WithFile(new MemoryStream(), "empty.csv");
        try
        {
            await useCase.ExecuteUntypedAsync(caller, input, CancellationToken.None);
            return null;
        }
        catch (CrmException exception)
        {
            return exception.Error as CrmError.Forbidden;
        }
        catch (Exception exception)
        {
            Assert.Fail($"{useCase.Action}: {exception}");
            return null;
        }
    }

    private async Task<int> CountRefusalsAsync(Actor actor)
    {
        await using var unit = await crm.Database.TenantStore.BeginAsync(crm.Tenant.Id, WorkKind.Read, CancellationToken.None);
        var entries = (await unit.Audit.ListAsync(null, new PageRequest(200), CancellationToken.None)).Rows;
        return entries.Count(entry => entry.IsRefusal && entry.Actor == actor);
    }

    private async Task InsertAsync(TenantId tenant, params IRow[] rows)
    {
        await using var unit = await crm.Database.TenantStore.BeginAsync(tenant, WorkKind.Write, CancellationToken.None);
        await unit.ApplyAsync(Sample.Insert([Sample.Audit(tenant), .. rows]), CancellationToken.None);
        await unit.CommitAsync(CancellationToken.None);
    }
}
