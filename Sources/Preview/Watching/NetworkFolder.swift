#if os(Linux)
  import Files

  /// Recognizes folders of other machines, whose changes the kernel does not report.
  enum NetworkFolder {
    private static let types = ["nfs", "cifs", "smb", "9p", "fuse", "virtiofs", "vboxsf", "afs"]

    /// Whether a path lies on a network file system, by the system's table of mounts.
    static func contains(_ path: String) -> Bool {
      let mounts = (try? FileSystem.read("/proc/self/mounts")) ?? []
      return contains(path, mounts: String(decoding: mounts, as: UTF8.self))
    }

    /// Whether a path lies on a network file system, by a table of mounts in the form of fstab(5).
    static func contains(_ path: String, mounts: String) -> Bool {
      var best: (folder: String, type: Substring) = ("", "")
      for line in mounts.split(separator: "\n") {
        let fields = line.split(separator: " ")
        guard fields.count > 2 else { continue }
        let folder = fields[1].replacing("\\040", with: " ")
        let isAbove = folder == "/" || path == folder || path.hasPrefix(folder + "/")
        if isAbove, folder.utf8.count >= best.folder.utf8.count {
          best = (String(folder), fields[2])
        }
      }
      return types.contains { best.type.hasPrefix($0) }
    }
  }
#endif
