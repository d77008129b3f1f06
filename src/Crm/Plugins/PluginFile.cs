using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using System.Text;

namespace Crm.Plugins;

/// <summary>Reads plugins on disk without loading them: what is not approved must not run, a module initialiser neither.</summary>
internal static class PluginFile
{
    /// <summary>The id in the file's <see cref="CrmPluginAttribute"/>; null where the file is no plugin or no .NET assembly.</summary>
    public static string? ReadId(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var executable = new PEReader(file);
            if (!executable.HasMetadata)
                return null;
            var metadata = executable.GetMetadataReader();
            return metadata
                .GetAssemblyDefinition()
                .GetCustomAttributes()
                .Select(metadata.GetCustomAttribute)
                .Where(attribute => IsMark(metadata, attribute))
                .Select(attribute => FirstText(metadata, attribute))
                .FirstOrDefault();
        }
        catch (Exception exception) when (exception is BadImageFormatException or InvalidOperationException or IOException)
        {
            return null;
        }
    }

    /// <summary>SHA-256 over all files of a folder with their names, as lower-case hex: a swapped dependency changes it as well as a swapped plugin.</summary>
    public static string Hash(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var names = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'));
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name + "\n"));
            using var file = File.OpenRead(Path.Combine(folder, name));
            hash.AppendData(SHA256.HashData(file));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static bool IsMark(MetadataReader metadata, CustomAttribute attribute)
    {
        if (attribute.Constructor.Kind != HandleKind.MemberReference)
            return false;
        var parent = metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent;
        if (parent.Kind != HandleKind.TypeReference)
            return false;
        var type = metadata.GetTypeReference((TypeReferenceHandle)parent);
        return metadata.StringComparer.Equals(type.Name, nameof(CrmPluginAttribute))
            && metadata.StringComparer.Equals(type.Namespace, typeof(CrmPluginAttribute).Namespace!);
    }

    /// <summary>The first constructor argument, a text (ECMA-335 §II.23.3: prolog 0x0001, then the fixed arguments).</summary>
    private static string? FirstText(MetadataReader metadata, CustomAttribute attribute)
    {
        var value = metadata.GetBlobReader(attribute.Value);
        return value.ReadUInt16() == 1 ? value.ReadSerializedString() : null;
    }
}
