using Crm;
using Microsoft.Extensions.Hosting;

var builder = Host.CreateApplicationBuilder(args);
builder.AddCrmHost();
await builder.Build().RunAsync();
