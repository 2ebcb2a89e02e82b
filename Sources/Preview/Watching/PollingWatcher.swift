import Files
import SystemPackage

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Watches files by checking all of them twice a second: for network folders and systems without inotify.
///
/// A file counts as changed when its size, modification time or inode differs.
struct PollingWatcher: FileWatcher {
  private struct State: Equatable {
    let size: Int64
    let seconds: Int
    let nanoseconds: Int
    let inode: UInt64

    init(_ status: Stat) {
      size = status.size
      seconds = Int(status.st_mtim.tv_sec)
      nanoseconds = Int(status.st_mtim.tv_nsec)
      inode = UInt64(status.inode.rawValue)
    }
  }

  /// In milliseconds.
  private static let interval = 500
  private static let depthLimit = 64

  private let root: WatchedFolder
  private var states: [String: State]

  init(_ root: WatchedFolder) {
    self.root = root
    states = Scan.states(of: root)
  }

  mutating func changes(within milliseconds: Int) -> WatchedChanges {
    var left = milliseconds
    while true {
      let now = Scan.states(of: root)
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

  /// A pass over all files.
  private struct Scan {
    let root: WatchedFolder
    var states: [String: State] = [:]
    /// The inodes of visited folders, to which links may lead again.
    private var visited: Set<UInt64> = []

    static func states(of root: WatchedFolder) -> [String: State] {
      var scan = Scan(root: root)
      for entry in root.entries(of: root.path) where root.holds(entry) {
        scan.visit(entry, depth: 0)
      }
      return scan.states
    }

    init(root: WatchedFolder) { self.root = root }

    mutating func visit(_ path: String, depth: Int) {
      guard var status = FileSystem.status(FilePath(path)) else { return }
      if status.type != .directory { states[path] = State(status) }
      if let target = root.target(of: path), let found = FileSystem.status(FilePath(target)) {
        status = found
        if status.type != .directory { states[target] = State(status) }
      }
      guard status.type == .directory, depth < depthLimit,
        visited.insert(UInt64(status.inode.rawValue)).inserted
      else { return }
      for entry in root.entries(of: path) { visit(entry, depth: depth + 1) }
    }
  }
}
