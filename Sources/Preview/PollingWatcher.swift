import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Watches folders by looking at every file again and again.
///
/// For folders on a network and systems without another way. A file counts as changed when its size, its time or
/// its number differs.
struct PollingWatcher: FileWatcher {
  private struct State: Equatable {
    let size: Int64
    let seconds: Int
    let nanoseconds: Int
    let number: UInt64

    init(_ status: stat) {
      #if canImport(Darwin)
        let time = status.st_mtimespec
      #else
        let time = status.st_mtim
      #endif
      size = Int64(status.st_size)
      seconds = Int(time.tv_sec)
      nanoseconds = Int(time.tv_nsec)
      number = UInt64(status.st_ino)
    }
  }

  private static let interval = 500
  private static let depthLimit = 64

  private let root: WatchedFolder
  private var states: [String: State]

  init(_ root: WatchedFolder) {
    self.root = root
    states = Self.look(root)
  }

  mutating func changes(within milliseconds: Int) -> WatchedChanges {
    var left = milliseconds
    while true {
      let now = Self.look(root)
      var changes = WatchedChanges()
      for (path, state) in now where states[path] != state { note(path, &changes) }
      for path in states.keys where now[path] == nil { note(path, &changes) }
      states = now
      if !changes.isEmpty || left <= 0 { return changes }
      usleep(UInt32(min(left, Self.interval)) * 1000)
      left -= Self.interval
    }
  }

  private func note(_ path: String, _ changes: inout WatchedChanges) {
    if root.holds(path) { changes.files.insert(path) } else { changes.isIncomplete = true }
  }

  private static func look(_ root: WatchedFolder) -> [String: State] {
    var look = Look(root: root)
    for name in root.names { look.look(at: root.path + "/" + name, depth: 0) }
    return look.states
  }

  /// One look at everything.
  private struct Look {
    let root: WatchedFolder
    var states: [String: State] = [:]
    /// Folders that were seen, for those that links lead to.
    private var seen: Set<UInt64> = []

    init(root: WatchedFolder) { self.root = root }

    mutating func look(at path: String, depth: Int) {
      var status = stat()
      guard lstat(path, &status) == 0 else { return }
      if status.st_mode & S_IFMT != S_IFDIR { states[path] = State(status) }
      if let target = root.target(of: path), stat(target, &status) == 0 {
        if status.st_mode & S_IFMT != S_IFDIR { states[target] = State(status) }
      }
      guard status.st_mode & S_IFMT == S_IFDIR, seen.insert(UInt64(status.st_ino)).inserted,
        depth < depthLimit, let stream = opendir(path)
      else { return }
      defer { closedir(stream) }
      while let entry = readdir(stream) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
          pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name == "." || name == ".." || name == ".git" { continue }
        look(at: path + "/" + name, depth: depth + 1)
      }
    }
  }
}
