using System.Reflection;
using PublicApiGenerator;

namespace Crm.Tests.PublicApi;

/// <summary>What others compile against is a promise: a change shows in the approved file. <c>CRM_APPROVE_API=1</c> rewrites the files.</summary>
public sealed class PublicApiTests
{
    [TestCase("Crm.Abstractions")]
    [TestCase("Crm.Model")]
    [TestCase("Crm")]
    [TestCase("Crm.EntityFrameworkCore")]
    [TestCase("Crm.AspNetCore")]
    [TestCase("Crm.Testing")]
    public void The_public_API_is_the_approved_one(string assembly)
    {
        var api = Assembly
            .Load(assembly)
            .GeneratePublicApi(
                new ApiGeneratorOptions
                {
                    ExcludeAttributes = ["System.Runtime.Versioning.TargetFrameworkAttribute", "System.Reflection.AssemblyMetadataAttribute"],
                }
            );
        var approved = Repository.PathOf("tests", "Crm.Tests", "PublicApi", $"{assembly}.txt");
        if (Environment.GetEnvironmentVariable("CRM_APPROVE_API") == "1")
            File.WriteAllText(approved, api.ReplaceLineEndings("\n") + "\n");
        Assert.That(
            api.ReplaceLineEndings("\n").Trim(),
            Is.EqualTo(File.ReadAllText(approved).ReplaceLineEndings("\n").Trim()),
            "Approve a wanted change with CRM_APPROVE_API=1 and commit the file."
        );
    }
}
