namespace Crm.Kernel;

/// <summary>The input of a use case that takes a file. The file stands beside the input's JSON: a host passes it by itself, such as by <c>--file</c>.</summary>
public interface IFileInput
{
    /// <summary>The same input with a file.</summary>
    /// <param name="content">The file; seekable. The caller disposes it.</param>
    /// <param name="fileName">Its name, without folders.</param>
    object WithFile(Stream content, string fileName);
}
