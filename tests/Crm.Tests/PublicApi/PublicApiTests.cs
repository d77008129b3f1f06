using System.Reflection;
using Crm.Activities;
using Crm.EntityFrameworkCore;
using Crm.Kernel;
using Crm.Records;
using PublicApiGenerator;

namespace Crm.Tests.PublicApi;

/// <summary>What others compile against is a promise: a change shows in the approved file. <c>CRM_APPROVE_API=1</c> rewrites the files.</summary>
public sealed class PublicApiTests
{
    public static IEnumerable<TestCaseData> Assemblies =>
        new[] { typeof(IActivityType), typeof(CrmRecord), typeof(UseCaseExecutor), typeof(EntityFrameworkStore), typeof(TestDatabase) }.Select(type =>
            new TestCaseData(type.Assembly).SetArgDisplayNames(type.Assembly.GetName().Name!)
        );

    [TestCaseSource(nameof(Assemblies))]
    public void The_public_API_is_the_approved_one(Assembly assembly)
    {
        var api = assembly.GeneratePublicApi(
            new ApiGeneratorOptions
            {
                ExcludeAttributes = ["System.Runtime.Versioning.TargetFrameworkAttribute", "System.Reflection.AssemblyMetadataAttribute"],
            }
        );
        var approved = Repository.PathOf("tests", "Crm.Tests", "PublicApi", $"{assembly.GetName().Name}.txt");
        if (Environment.GetEnvironmentVariable("CRM_APPROVE_API") == "1")
            File.WriteAllText(approved, api.ReplaceLineEndings("\n") + "\n");
        Assert.That(
            api.ReplaceLineEndings("\n").Trim(),
            Is.EqualTo(File.ReadAllText(approved).ReplaceLineEndings("\n").Trim()),
            "Approve a wanted change with CRM_APPROVE_API=1 and commit the file."
        );
    }
}
