using System.Buffers.Binary;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

// LowerReferences <assembly> <name>=<version> ...
// Lets an assembly ask for no higher version of the named ones than given.

var path = args[0];
var highest = args.Skip(1).Select(arg => arg.Split('=')).ToDictionary(pair => pair[0], pair => Version.Parse(pair[1]));
var image = File.ReadAllBytes(path);
var changed = false;

using (var pe = new PEReader(new MemoryStream(image)))
{
    var metadata = pe.GetMetadataReader();
    var table = pe.PEHeaders.MetadataStartOffset + metadata.GetTableMetadataOffset(TableIndex.AssemblyRef);
    var rowSize = metadata.GetTableRowSize(TableIndex.AssemblyRef);

    foreach (var handle in metadata.AssemblyReferences)
    {
        var reference = metadata.GetAssemblyReference(handle);
        var name = metadata.GetString(reference.Name);
        if (!highest.TryGetValue(name, out var version) || reference.Version <= version)
            continue;

        // A row begins with the four numbers of the version.
        var row = image.AsSpan(table + (MetadataTokens.GetRowNumber(handle) - 1) * rowSize);
        BinaryPrimitives.WriteUInt16LittleEndian(row, (ushort)version.Major);
        BinaryPrimitives.WriteUInt16LittleEndian(row[2..], (ushort)version.Minor);
        BinaryPrimitives.WriteUInt16LittleEndian(row[4..], (ushort)version.Build);
        BinaryPrimitives.WriteUInt16LittleEndian(row[6..], (ushort)version.Revision);
        changed = true;
        Console.WriteLine($"{Path.GetFileName(path)} asks for {name} {version} instead of {reference.Version}.");
    }
}

if (changed)
    File.WriteAllBytes(path, image);
