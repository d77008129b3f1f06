using Crm;
using Crm.Web;

try
{
    await using var app = CrmWeb.Build(args);
    await app.RunAsync();
    return 0;
}
catch (CrmException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
