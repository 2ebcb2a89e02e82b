#if os(Linux)
  import Foundation

  /// Tells folders of other machines, whose changes the kernel does not announce.
  enum NetworkFolder {
    private static let types = ["nfs", "cifs", "smb", "9p", "fuse", "virtiofs", "vboxsf", "afs"]

    static func isOne(_ path: String) -> Bool {
      guard let mounts = try? String(contentsOfFile: "/proc/self/mounts", encoding: .utf8) else {
        return false
      }
      return isOne(path, mounts: mounts)
    }

    /// Whether the file system that a path lies in, by a table of mounts (fstab(5)), is of another machine.
    static func isOne(_ path: String, mounts: String) -> Bool {
      var best: (place: String, type: Substring) = ("", "")
      for line in mounts.split(separator: "\n") {
        let fields = line.split(separator: " ")
        guard fields.count > 2 else { continue }
        let place = fields[1].replacing("\\040", with: " ")
        let isAbove = place == "/" || path == place || path.hasPrefix(place + "/")
        if isAbove, place.utf8.count >= best.place.utf8.count { best = (String(place), fields[2]) }
      }
      return types.contains { best.type.hasPrefix($0) }
    }
  }
#endif
