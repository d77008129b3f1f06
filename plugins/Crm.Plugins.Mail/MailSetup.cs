using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Crm.Plugins.Mail;

/// <summary>Registers what the transport needs, from the plugin's settings.</summary>
internal sealed class MailSetup : IPluginSetup
{
    public void Configure(PluginBuilder builder)
    {
        var options = MailOptions.Read(builder.Configuration);
        builder.Services.TryAddSingleton(options);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<SmtpConnections>();
    }
}
