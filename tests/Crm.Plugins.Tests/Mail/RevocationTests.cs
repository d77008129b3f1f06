using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Crm.Messages;
using Crm.Plugins.Mail;

namespace Crm.Tests.Plugins.Mail;

/// <summary>A server whose certificate is by an authority that the machine trusts, and whose list of revoked ones nobody can get: the setting decides.</summary>
internal sealed class RevocationTests
{
    private X509Certificate2 authority = null!;

    [OneTimeSetUp]
    public void Trust()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN=Crm test authority {Guid.NewGuid():N}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var store = new X509Store(StoreName.Root, StoreLocation.CurrentUser, OpenFlags.ReadWrite);
        using var known = X509CertificateLoader.LoadCertificate(authority.RawData);
        store.Add(known);
    }

    [OneTimeTearDown]
    public void Distrust()
    {
        using var store = new X509Store(StoreName.Root, StoreLocation.CurrentUser, OpenFlags.ReadWrite);
        using var known = X509CertificateLoader.LoadCertificate(authority.RawData);
        store.Remove(known);
        authority.Dispose();
    }

    [TestCase(null, false, false)]
    [TestCase("check", false, false)]
    [TestCase("check", true, false)]
    [TestCase("off", false, true)]
    [TestCase("off", true, true)]
    public async Task A_certificate_that_cannot_be_checked_is_accepted_only_where_the_setting_says_so(string? setting, bool namesList, bool isAccepted)
    {
        using var certificate = Issue(namesList);
        using var server = new ScriptedSmtp { Certificate = certificate };
        var options = MailOptions.Read(
            new Dictionary<string, string?>
            {
                ["Host"] = "127.0.0.1",
                ["Port"] = $"{server.Port}",
                ["Security"] = "tls",
                ["CertificateRevocation"] = setting,
            }
        );

        var (result, _) = await Mail.SendAsync(options, Mail.Message);

        if (isAccepted)
            Assert.That(result, Is.InstanceOf<SendResult.Accepted>(), result.ToString());
        else
            Assert.That((result as SendResult.Deferred)?.Reply, Does.Contain("set CertificateRevocation to off"), result.ToString());
        Assert.That(server.Messages, Has.Count.EqualTo(isAccepted ? 1 : 0));
    }

    [Test]
    public void A_word_that_the_setting_does_not_know_is_refused() =>
        Assert.That(
            () => MailOptions.Read(new Dictionary<string, string?> { ["CertificateRevocation"] = "sometimes" }),
            Throws.ArgumentException.With.Message.Contains("CertificateRevocation must be check or off, was 'sometimes'")
        );

    /// <summary>A certificate of the authority for this machine, which names no list, or one at a place where nobody answers.</summary>
    private X509Certificate2 Issue(bool namesList)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        if (namesList)
            request.CertificateExtensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension(["http://127.0.0.1:9/none.crl"]));
        using var issued = request.Create(authority, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1), RandomNumberGenerator.GetBytes(8));
        using var whole = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pfx), null);
    }
}
