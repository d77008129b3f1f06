namespace Crm.Web.Account;

/// <summary>Adds the mail of the installation itself.</summary>
internal static class SystemMailExtensions
{
    /// <summary>Adds it.</summary>
    public static void AddSystemMail(this IServiceCollection services)
    {
        services.AddSingleton<SystemMail>();
        services.AddSingleton<SystemMailQueue>();
        services.AddHostedService(provider => provider.GetRequiredService<SystemMailQueue>());
    }
}
