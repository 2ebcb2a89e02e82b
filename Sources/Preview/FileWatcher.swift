import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What happened to the files of a site since somebody last asked.
package struct WatchedChanges: Sendable, Equatable {
  /// Files that were written, made, moved or removed, by their paths.
  package var files: Set<String> = []
  /// Whether more may have changed than `files` says: folders came or went, or events were lost.
  package var isIncomplete = false

  package var isEmpty: Bool { files.isEmpty && !isIncomplete }

  package init() {}
}

/// Waits for changes of files.
package protocol FileWatcher {
  /// Waits until something changes, so long at most, and answers with everything that has.
  ///
  /// A burst of changes is one answer: what comes while the last was dealt with, and what comes within moments.
  mutating func changes(within milliseconds: Int) -> WatchedChanges
}

/// What is watched: files and folders of some names in one folder, and everything below those folders, which need not be
/// there yet.
package struct WatchedFolder: Sendable {
  package var path: String
  package var names: Set<String>

  package init(_ path: String, names: Set<String>) {
    self.path = path
    self.names = names
  }

  /// Whether a path is among what is watched, by its name alone.
  func holds(_ file: String) -> Bool {
    guard file.hasPrefix(path + "/") else { return false }
    return names.contains(String(file.dropFirst(path.count + 1).prefix { $0 != "/" }))
  }

  /// Where a symbolic link leads, if that is in the folder.
  func target(of link: String) -> String? {
    var status = stat()
    guard lstat(link, &status) == 0, status.st_mode & S_IFMT == S_IFLNK,
      let resolved = realpath(link, nil)
    else { return nil }
    defer { free(resolved) }
    let target = String(cString: resolved)
    return target.hasPrefix(path + "/") ? target : nil
  }

  /// Chooses how to watch, and says in a note for people where that is not the best there is.
  package func watcher() -> (watcher: any FileWatcher, note: String?) {
    #if os(Linux)
      if NetworkFolder.isOne(path) {
        return (
          PollingWatcher(self),
          "this folder is on a network, where changes are not announced: files are looked at twice a second"
        )
      }
      if let watcher = InotifyWatcher(self) { return (watcher, nil) }
      return (
        PollingWatcher(self),
        "the system gives no more watches (fs.inotify.max_user_watches): files are looked at twice a second"
      )
    #else
      return (PollingWatcher(self), nil)
    #endif
  }
}
