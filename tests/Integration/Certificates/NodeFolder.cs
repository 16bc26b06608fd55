using GitOpsKafka.Platform.Objects;
using GitOpsKafka.TestCluster;

namespace GitOpsKafka.Tests.Integration.Certificates;

/// <summary>A Secret as a kubelet lays it out in a pod: files that are links through <c>..data</c>, which changes over all at once.</summary>
internal sealed class NodeFolder : IDisposable
{
    private readonly TempFolder _folder = new("certificates");
    private string _version = "";

    public string File(string name) => _folder.File(name);

    public void Take(KubeObject secret)
    {
        if (secret.ResourceVersion == _version)
            return;
        var target = Directory.CreateDirectory(_folder.File($"..{secret.ResourceVersion}")).FullName;
        foreach (var file in secret.At("data")!.Value.EnumerateObject())
            System.IO.File.WriteAllBytes(Path.Combine(target, file.Name), file.Value.GetBytesFromBase64());
        var next = _folder.File("..data_tmp");
        System.IO.File.CreateSymbolicLink(next, target);
        // Replaces the old link in one step; File.Move would first look at what it points to.
        using (var mv = System.Diagnostics.Process.Start("mv", ["-T", next, _folder.File("..data")]))
            mv.WaitForExit();
        foreach (var file in Directory.GetFiles(target).Select(Path.GetFileName).Where(file => !System.IO.File.Exists(_folder.File(file!))))
            System.IO.File.CreateSymbolicLink(_folder.File(file!), Path.Combine("..data", file!));
        _version = secret.ResourceVersion;
    }

    public void Dispose() => _folder.Dispose();
}
