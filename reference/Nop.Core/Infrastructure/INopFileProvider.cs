using System.Text;
using Microsoft.Extensions.FileProviders;

namespace Nop.Core.Infrastructure;

public interface INopFileProvider : IFileProvider
{
    string Combine(params string[] paths);

    void CreateDirectory(string path);

    void DeleteDirectory(string path);

    void DeleteFile(string filePath);

    bool DirectoryExists(string path);

    bool FileExists(string filePath);

    string GetAbsolutePath(params string[] paths);

    string GetFileName(string path);

    string[] GetFiles(string directoryPath, string searchPattern = "", bool topDirectoryOnly = true);

    string MapPath(string path);

    Task<byte[]> ReadAllBytesAsync(string filePath);

    Task<string> ReadAllTextAsync(string path, Encoding encoding);

    string ReadAllText(string path, Encoding encoding);

    Task WriteAllBytesAsync(string filePath, byte[] bytes);

    Task WriteAllTextAsync(string path, string contents, Encoding encoding);

    void WriteAllText(string path, string contents, Encoding encoding);
}
