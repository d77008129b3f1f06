namespace Crm;

/// <summary>Compares a generated page with the committed file, or writes it.</summary>
internal static class CommittedPage
{
    /// <param name="path">The file, relative to Crm.sln, with slashes.</param>
    /// <param name="variable">The environment variable that, set to 1, has the file written.</param>
    /// <param name="expected">What must stand in it.</param>
    public static void AssertIs(string path, string variable, string expected)
    {
        var file = Path.Combine(Documentation.Root, path);
        if (Environment.GetEnvironmentVariable(variable) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, expected);
        }
        Assert.That(File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "", Is.EqualTo(expected), $"{variable}=1 writes it anew.");
    }
}
