using Crm;
using Crm.Web;

return await CrmHost.RunAsync(async () =>
{
    await using var app = CrmWeb.Build(args);
    await app.RunAsync();
});
