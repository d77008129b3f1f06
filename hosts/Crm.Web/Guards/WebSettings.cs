using System.ComponentModel.DataAnnotations;

namespace Crm.Web.Guards;

/// <summary>Reads settings of this host: what is misspelled, cannot be read or is out of its range is named before anything starts.</summary>
internal static class WebSettings
{
    /// <summary>The settings of a section.</summary>
    /// <exception cref="CrmException">Invalid: names every wrong value.</exception>
    public static T Read<T>(IConfiguration configuration, string section)
        where T : class, new()
    {
        T settings;
        try
        {
            settings = configuration.GetSection(section).Get<T>(options => options.ErrorOnUnknownConfiguration = true) ?? new T();
        }
        catch (InvalidOperationException exception)
        {
            throw new CrmException(new CrmError.Invalid([new Problem(section, exception.Message)]), exception);
        }
        var wrong = new List<ValidationResult>();
        return Validator.TryValidateObject(settings, new ValidationContext(settings), wrong, validateAllProperties: true)
            ? settings
            : throw CrmException.Invalid([
                .. wrong.Select(one => new Problem($"{section}:{one.MemberNames.FirstOrDefault()}", one.ErrorMessage ?? "It is out of range.")),
            ]);
    }
}
