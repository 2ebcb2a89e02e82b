#if os(Linux)
  #if canImport(Glibc)
    import Glibc
  #else
    import Musl
  #endif

  /// Tells folders of other machines, whose changes the kernel does not announce.
  enum NetworkFolder {
    private static let types = ["nfs", "cifs", "smb", "9p", "fuse", "virtiofs", "vboxsf", "afs"]

    static func isOne(_ path: String) -> Bool {
      isOne(path, mounts: mounts)
    }

    /// The system's table of mounts; empty where it cannot be read.
    private static var mounts: String {
      guard let file = fopen("/proc/self/mounts", "re") else { return "" }
      defer { fclose(file) }
      var bytes: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 16 << 10)
      while true {
        let count = fread(&buffer, 1, buffer.count, file)
        if count == 0 { return String(decoding: bytes, as: UTF8.self) }
        bytes += buffer[..<count]
      }
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
