using System.Text;
using Crm.Components;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;

namespace Crm.Web.Account;

/// <summary>What a new password must be: long, and none that everybody tries first. No kinds of character are asked for (OWASP ASVS 5.0, V6.2).</summary>
internal sealed class PasswordRule(IStringLocalizer<Texts> texts) : IPasswordValidator<WebUser>
{
    /// <summary>The shortest that is taken.</summary>
    public const int MinLength = 12;

    /// <summary>The longest: hashing takes time.</summary>
    public const int MaxLength = 200;

    private static readonly HashSet<string> Common = Read();

    /// <inheritdoc/>
    public Task<IdentityResult> ValidateAsync(UserManager<WebUser> manager, WebUser user, string? password) =>
        Task.FromResult(
            WhyNot(password ?? "", user.Account.Address) is { } why
                ? IdentityResult.Failed(new IdentityError { Code = "Password", Description = why })
                : IdentityResult.Success
        );

    /// <summary>What is wrong with a password, or null.</summary>
    /// <param name="password">The password.</param>
    /// <param name="address">The address that it belongs to; the password must not be made of it.</param>
    private string? WhyNot(string password, string address)
    {
        if (password.Length < MinLength)
            return texts["It must have at least {0} characters, had {1}.", MinLength, password.Length];
        if (password.Length > MaxLength)
            return texts["It must have at most {0} characters, had {1}.", MaxLength, password.Length];
        var local = address.Split('@')[0];
        if (Words(password).Any(word => IsCommon(word) || (local.Length > 2 && word.Equals(Letters(local), StringComparison.Ordinal))))
            return texts["It is one of the passwords that are tried first; take another one, such as four words that come to your mind."];
        return null;
    }

    private static bool IsCommon(string word) => word.Length > 0 && (Common.Contains(word) || IsRun(word));

    /// <summary>The password, and what is left of it without the digits and signs that people put around a word, with look-alikes as the letters that they stand for.</summary>
    private static IEnumerable<string> Words(string password)
    {
        var lower = password.ToLowerInvariant();
        yield return Once(lower);
        yield return Once(Letters(lower));
        yield return Once(Letters(Unmasked(lower.TrimEnd("0123456789!?.,-_ #*+".ToCharArray()))));
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetter)) is { Length: > 0 } letters ? letters.ToLowerInvariant() : text;

    private static string Unmasked(string text) =>
        new StringBuilder(text)
            .Replace('0', 'o')
            .Replace('1', 'i')
            .Replace('3', 'e')
            .Replace('4', 'a')
            .Replace('5', 's')
            .Replace('7', 't')
            .Replace('@', 'a')
            .Replace('$', 's')
            .Replace('!', 'i')
            .ToString();

    /// <summary>A word that is said several times is said once.</summary>
    private static string Once(string text)
    {
        for (var length = 1; length <= text.Length / 2; length++)
            if (text.Length % length == 0 && text == string.Concat(Enumerable.Repeat(text[..length], text.Length / length)))
                return text[..length];
        return text;
    }

    /// <summary>Letters or digits in a row, up or down, and what has one character only.</summary>
    private static bool IsRun(string text) =>
        text.Length == 1 || Enumerable.Range(-1, 3).Any(step => Enumerable.Range(1, text.Length - 1).All(at => Next(text[at - 1], step) == text[at]));

    private static char Next(char letter, int step) =>
        (letter, step) switch
        {
            ('9', 1) => '0',
            ('0', -1) => '9',
            _ => (char)(letter + step),
        };

    private static HashSet<string> Read()
    {
        using var stream = typeof(PasswordRule).Assembly.GetManifestResourceStream("Crm.Web.common-passwords.txt")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)];
    }
}
