using Crm;
using Crm.Hosting;
using Microsoft.Extensions.Hosting;

return await CrmHost.RunAsync(async () =>
{
    var builder = Host.CreateApplicationBuilder(args);
    builder.AddCrmHost(crm => crm.UseMassTransit().RunSequences());
    await builder.Build().RunAsync();
});
