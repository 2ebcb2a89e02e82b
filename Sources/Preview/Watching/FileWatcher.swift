import Files
import SystemPackage

/// The changes to a site's files since the last time that a watcher was asked.
package struct WatchedChanges: Sendable, Equatable {
  /// The paths of files that were written, created, moved or removed.
  package var files: Set<String> = []
  /// Whether there may be changes beside `files`: folders were created or removed, or events were lost.
  package var isIncomplete = false

  /// Whether there are no changes.
  package var isEmpty: Bool { files.isEmpty && !isIncomplete }

  /// Makes a set of changes that has none.
  package init() {}
}

/// Waits for changes to files.
package protocol FileWatcher {
  /// Returns the changes since the last call. Where there are none, it waits for some, at most for the given time.
  ///
  /// Changes that follow each other within a few milliseconds are returned together.
  mutating func changes(within milliseconds: Int) -> WatchedChanges
}

/// The files to watch: entries of one folder, and everything below them.
package struct WatchedFolder: Sendable {
  /// The real path of the folder.
  package var path: String
  /// The names of the watched entries, which need not exist yet; `nil` for the whole folder.
  package var names: Set<String>?
  /// Whether an entry is not watched, by its path below the folder.
  private let leavesOut: @Sendable (String) -> Bool
  /// Whether an entry is watched beside those with the names.
  private let isNamed: @Sendable (String) -> Bool

  /// Watches entries with certain names.
  ///
  /// - `isNamed`: Whether a file is watched, too, by its name.
  package init(
    _ path: String, names: Set<String>,
    and isNamed: @escaping @Sendable (String) -> Bool = { _ in false }
  ) {
    self.path = path
    self.names = names
    self.isNamed = isNamed
    leavesOut = { _ in false }
  }

  /// Watches a whole folder.
  ///
  /// - `leavesOut`: Whether an entry is not watched, by its path below the folder.
  package init(_ path: String, leavingOut leavesOut: @escaping @Sendable (String) -> Bool) {
    self.path = path
    self.leavesOut = leavesOut
    isNamed = { _ in false }
  }

  /// Whether an entry of a watched folder is not watched, judged by its path alone.
  func isIgnored(_ file: String) -> Bool {
    if file.hasSuffix("/" + IgnoredFiles.versionControl) { return true }
    return file.hasPrefix(path + "/")
      && leavesOut(String(file.utf8.dropFirst(path.utf8.count + 1)) ?? "")
  }

  /// Whether a path is watched, judged by its text alone.
  func holds(_ file: String) -> Bool {
    guard file.hasPrefix(path + "/") else { return false }
    guard let names else { return true }
    let name = String(file.dropFirst(path.count + 1).prefix { $0 != "/" })
    return names.contains(name) || isNamed(name)
  }

  /// The target of a symbolic link, if it lies in the folder.
  func target(of link: String) -> String? {
    let link = FilePath(link)
    guard FileSystem.status(link)?.type == .symbolicLink,
      let target = FileSystem.real(link)?.string
    else { return nil }
    return target.hasPrefix(path + "/") ? target : nil
  }

  /// The paths of a folder's watched entries; none where it cannot be read.
  func entries(of folder: String) -> [String] {
    ((try? FileSystem.names(in: FilePath(folder))) ?? []).map { folder + "/" + $0.string }
      .filter { !isIgnored($0) }
  }

  /// Chooses a watcher; the note tells the user why it is not the best one.
  package func watcher() -> (watcher: any FileWatcher, note: String?) {
    #if os(Linux)
      if NetworkFolder.contains(path) {
        return (
          PollingWatcher(self),
          "this folder is on a network, which reports no changes: files are checked twice a second"
        )
      }
      if let watcher = InotifyWatcher(self) { return (watcher, nil) }
      return (
        PollingWatcher(self),
        "the system is out of watches (fs.inotify.max_user_watches): files are checked twice a second"
      )
    #else
      return (PollingWatcher(self), nil)
    #endif
  }
}
