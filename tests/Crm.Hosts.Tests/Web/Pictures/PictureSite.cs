using Crm.Accounts;
using Crm.Installation;
using Crm.Kernel;
using Crm.Messages;
using Crm.Records;
using Crm.Sequences;
using Crm.Stores;
using Crm.Tenancy;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Crm.Tests.Hosts.Web.Pictures;

/// <summary>The demo with what some pages need besides: an invitation, somebody with accounts in two organizations.</summary>
internal sealed class PictureSite : IAsyncDisposable
{
    /// <summary>The address of somebody who has accounts in two organizations; the password is that of the other tests.</summary>
    public const string Twice = "nora@lumen-works.example";

    private readonly DemoSite site;
    private readonly Dictionary<string, string> values = [];

    private PictureSite(DemoSite site) => this.site = site;

    /// <summary>Starts it.</summary>
    public static async Task<PictureSite> StartAsync()
    {
        var pictures = new PictureSite(await DemoSite.StartAsync());
        await pictures.JoinTwiceAsync();
        await pictures.FillAsync();
        return pictures;
    }

    /// <summary>A window on a picture, as it is to be taken.</summary>
    public async Task<IPage> OpenAsync(Picture picture, int width)
    {
        var context = await site.OpenAsync(width, state: picture.Role);
        var page = await context.NewPageAsync();
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        var path = values.Aggregate(picture.Path, (filled, value) => filled.Replace($"{{{value.Key}}}", value.Value, StringComparison.Ordinal));
        await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });
        if (picture.Prepare is { } prepare)
            await prepare(page);
        return page;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => site.DisposeAsync();

    private async Task JoinTwiceAsync()
    {
        var second = new Caller(TenantId.From("second"), WebServer.Caller.Actor);
        await RunAsync<SetUpTenant, SetUpTenantResult>(setUp =>
            setUp.ExecuteAsync(second, new SetUpTenantInput("Lumen Works France", "Nora Admin", Twice), default)
        );
        foreach (var caller in new[] { WebServer.Caller, second })
            await AcceptAsync(await InviteAsync(caller, Twice));
    }

    private async Task AcceptAsync(string token)
    {
        using var client = Browserless.ClientOf(site.App);
        using var joined = await client.SendFormAsync($"/link/{token}", $"/link/{token}", ("password", WebServer.Password), ("repeated", WebServer.Password));
        Assert.That((int)joined.StatusCode, Is.EqualTo(302), "joined");
    }

    private async Task<string> InviteAsync(Caller caller, string address)
    {
        var members = (await RunAsync<ListMembers, MemberList>(list => list.ExecuteAsync(caller, new NoInput(), default))).Members;
        var member = members.Single(one => one.Email == address);
        return (await RunAsync<InviteMember, IssuedLink>(invite => invite.ExecuteAsync(caller, new InviteMemberInput(member.Id), default))).Token;
    }

    private async Task FillAsync()
    {
        values["token"] = await InviteAsync(WebServer.Caller, "diego@lumen-works.example");
        values["waiting"] = await EnrollmentAsync(EnrollmentState.Waiting, "Moritz Schreiber");
        values["blocked"] = await EnrollmentAsync(EnrollmentState.Blocked, "George Whitmore");
        values["finished"] = await EnrollmentAsync(EnrollmentState.Finished, "Luka Marić");
        var deals = await RunAsync<ListRecords, Page<RecordView>>(list =>
            list.ExecuteAsync(WebServer.Caller, new ListRecordsInput(RecordType.Deal) { Search = "Public tender" }, default)
        );
        values["deal"] = deals.Rows.Single().Record.Id.ToString();
        values["contact"] = await ContactAsync("amelia.clarke@brightwater.example");
        values["other"] = await ContactAsync("sanne.bakker@veldkamp.example");
        var templates = await RunAsync<ListTemplates, IReadOnlyList<MailTemplateView>>(list => list.ExecuteAsync(WebServer.Caller, new NoInput(), default));
        values["template"] = templates.Single(template => template.Name == "Prices for a pilot").Id.ToString();
    }

    private async Task<string> ContactAsync(string address) =>
        (
            await RunAsync<ResolveRecord, RecordRef>(find => find.ExecuteAsync(WebServer.Caller, new ResolveRecordInput($"contact:{address}"), default))
        ).Id.ToString();

    private async Task<string> EnrollmentAsync(EnrollmentState state, string name)
    {
        var input = new ListEnrollmentsInput { States = [state], Page = new PageRequest(PageRequest.MaxSize) };
        var page = await RunAsync<ListEnrollments, Page<EnrollmentRow>>(list => list.ExecuteAsync(WebServer.Caller, input, default));
        return page.Rows.Single(row => row.RecordName == name).Enrollment.Id.ToString();
    }

    private async Task<TResult> RunAsync<TUseCase, TResult>(Func<TUseCase, Task<TResult>> run)
        where TUseCase : UseCase
    {
        await using var scope = site.App.Services.CreateAsyncScope();
        return await run(scope.ServiceProvider.GetRequiredService<TUseCase>());
    }
}
