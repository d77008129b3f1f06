using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace Crm.Web.Guards;

/// <summary>The keys that protect cookies and forms: in the database, encrypted by the certificate that <c>Crm:Keys</c> names.</summary>
internal static class KeyProtection
{
    private const string FileKey = "Crm:Keys:CertificateFile";
    private const string PasswordKey = "Crm:Keys:CertificatePassword";

    /// <summary>Adds it.</summary>
    /// <exception cref="CrmException">Invalid: the certificate cannot be read, or has no private key of RSA.</exception>
    public static void AddKeys(this IServiceCollection services, IConfiguration configuration)
    {
        var protection = services.AddDataProtection().SetApplicationName("crm");
        services.AddOptions<KeyManagementOptions>().Configure<IServiceScopeFactory>((options, scopes) => options.XmlRepository = new KeyRepository(scopes));
        if (Certificate(configuration) is { } certificate)
            protection.ProtectKeysWithCertificate(certificate);
        // The keys are read when somebody first needs them: a start that nobody waits for at the browser needs none.
        foreach (var early in services.Where(service => service.ImplementationType?.Name == "DataProtectionHostedService").ToList())
            services.Remove(early);
    }

    private static X509Certificate2? Certificate(IConfiguration configuration)
    {
        if (configuration[FileKey] is not { } file || string.IsNullOrWhiteSpace(file))
            return null;
        try
        {
            var certificate = X509CertificateLoader.LoadPkcs12FromFile(file, configuration[PasswordKey]);
            using var key = certificate.GetRSAPrivateKey();
            return key is not null ? certificate : throw CrmException.Invalid(FileKey, "It must hold an RSA certificate with its private key (PKCS #12).");
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw CrmException.Invalid(FileKey, $"It cannot be read with {PasswordKey} ({exception.GetType().Name}); it must be a PKCS #12 file (.pfx).");
        }
    }
}
