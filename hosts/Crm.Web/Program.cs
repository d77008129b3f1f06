using Crm.Web;

await using var app = CrmWeb.Build(args);
await app.RunAsync();
