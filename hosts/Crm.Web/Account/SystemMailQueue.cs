using System.Globalization;
using System.Threading.Channels;
using Crm.Accounts;
using Crm.Components;
using Microsoft.Extensions.Localization;

namespace Crm.Web.Account;

/// <summary>Those who asked for a link, until it is mailed. The request ends before anybody looks whether there is such an account, so its answer and its time say nothing about that.</summary>
internal sealed partial class SystemMailQueue(IServiceScopeFactory scopes, SystemMail mail, ILogger<SystemMailQueue> logger) : BackgroundService
{
    private readonly Channel<Asked> asked = Channel.CreateBounded<Asked>(new BoundedChannelOptions(100) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Takes the form of the page for a forgotten password.</summary>
    public static async Task<IResult> TakeAsync(
        HttpContext context,
        SystemMailQueue queue,
        SystemMail mail,
        IStringLocalizer<Texts> texts,
        CancellationToken cancellationToken
    )
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        if (!mail.IsConfigured)
            return AccountPages.Of<ForgotPage>(new { CanForget = false });
        if (form["address"].ToString() is { Length: > 0 and <= 254 } address)
            queue.asked.Writer.TryWrite(new Asked(address, CultureInfo.CurrentUICulture));
        return AccountPages.Word(
            texts["Look into your mail"],
            [
                texts["If the address has an account, a link is on its way. It is good for an hour."],
                texts["No mail after some minutes? Look into the spam folder, and whether the address is right."],
            ]
        );
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (address, language) in asked.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                CultureInfo.CurrentUICulture = language;
                await using var scope = scopes.CreateAsyncScope();
                if (await scope.ServiceProvider.GetRequiredService<SignInLinks>().ForgetAsync(address, stoppingToken) is { } link)
                    await mail.SendAsync(link, stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The boundary: the next one is mailed all the same. The message may name the address.
                LogNotSent(logger, exception.GetType().Name);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A link for a forgotten password was not mailed ({Kind}); look at Crm:SystemMail and the mail server.")]
    private static partial void LogNotSent(ILogger logger, string kind);

    /// <summary>What somebody typed, and the language of the page.</summary>
    private sealed record Asked(string Address, CultureInfo Language);
}
