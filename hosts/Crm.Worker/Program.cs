using Crm;
using Crm.MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

return await CrmHost.RunAsync(async () =>
{
    var builder = Host.CreateApplicationBuilder(args);
    builder.AddCrmHost(crm => crm.UseMassTransit().RunSequences());
    await builder.Build().RunAsync();
});
