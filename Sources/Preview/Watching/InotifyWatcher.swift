#if os(Linux)
  import Files
  import Glibc
  import SystemPackage

  /// Watches files by the kernel's events (inotify(7)).
  ///
  /// A file counts as changed when it is closed after writing or moved into place, so it is never read half written.
  /// A new folder is watched before it is listed, so that no file in it is missed. The target of a symbolic link is
  /// watched too, if it lies in the site's folder.
  struct InotifyWatcher: FileWatcher {
    private static let mask =
      UInt32(IN_CLOSE_WRITE) | UInt32(IN_ATTRIB) | UInt32(IN_CREATE) | UInt32(IN_DELETE)
      | UInt32(IN_MOVED_FROM)
      | UInt32(IN_MOVED_TO) | UInt32(IN_ONLYDIR) | UInt32(IN_EXCL_UNLINK)
    private static let depthLimit = 64
    /// The largest number of reads for one burst of changes.
    private static let burstLimit = 50

    private let descriptor: Descriptor
    /// The watched folders, by watch.
    private var folders: [Int32: String] = [:]
    /// The watched names, for folders that are not watched as a whole.
    private var only: [Int32: Set<String>] = [:]
    /// Replaces this watcher when the system is out of watches.
    private var fallback: PollingWatcher?
    private var buffer = [UInt8](repeating: 0, count: 64 << 10)

    /// Closes the descriptor with the last copy of the watcher.
    private final class Descriptor: Sendable {
      let number: Int32
      init(_ number: Int32) { self.number = number }
      deinit { close(number) }
    }

    private let root: WatchedFolder

    /// `nil` where the system is out of watches.
    init?(_ root: WatchedFolder) {
      self.root = root
      let number = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
      guard number >= 0 else { return nil }
      descriptor = Descriptor(number)
      var ignored = WatchedChanges()
      watchAll(&ignored)
      if fallback != nil { return nil }
    }

    /// Starts all watches anew.
    private mutating func watchAll(_ changes: inout WatchedChanges) {
      for watch in folders.keys { inotify_rm_watch(descriptor.number, watch) }
      (folders, only) = ([:], [:])
      guard let names = root.names else { return watch(root.path, depth: 0, &changes) }
      watch(root.path, only: names)
      for name in names.sorted() { add(root.path + "/" + name, depth: 1, &changes) }
    }

    mutating func changes(within milliseconds: Int) -> WatchedChanges {
      if fallback != nil { return fallback?.changes(within: milliseconds) ?? WatchedChanges() }
      var changes = WatchedChanges()
      guard hasEvents(within: milliseconds) else { return changes }
      var reads = 0
      repeat {
        read(into: &changes)
        reads += 1
      } while reads < Self.burstLimit && hasEvents(within: changes.isEmpty ? 0 : 1)
      return changes
    }

    private func hasEvents(within milliseconds: Int) -> Bool {
      var poll = pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)
      return Glibc.poll(&poll, 1, Int32(milliseconds)) > 0
    }

    // MARK: Watches

    /// Adds the files at and below a path to the changes, and watches the folders.
    private mutating func add(_ path: String, depth: Int, _ changes: inout WatchedChanges) {
      switch FileSystem.status(FilePath(path))?.type {
      case .directory: watch(path, depth: depth, &changes)
      case .symbolicLink:
        changes.files.insert(path)
        follow(path, depth: depth, &changes)
      case nil: break
      default: changes.files.insert(path)
      }
    }

    /// Watches a folder and all folders below it.
    private mutating func watch(_ path: String, depth: Int, _ changes: inout WatchedChanges) {
      guard let watch = watch(path) else { return }
      only[watch] = nil
      guard depth < Self.depthLimit else { return }
      for entry in root.entries(of: path) { add(entry, depth: depth + 1, &changes) }
    }

    /// Watches the entries of a folder that have certain names.
    private mutating func watch(_ path: String, only names: Set<String>) {
      let known = Set(folders.keys)
      guard let watch = watch(path), !known.contains(watch) || only[watch] != nil else { return }
      only[watch, default: []].formUnion(names)
    }

    private mutating func watch(_ path: String) -> Int32? {
      let watch = inotify_add_watch(descriptor.number, path, Self.mask)
      if watch < 0 {
        if errno == ENOSPC || errno == ENOMEM { fallback = PollingWatcher(root) }
        return nil
      }
      folders[watch] = path
      return watch
    }

    /// Watches the target of a symbolic link.
    private mutating func follow(_ link: String, depth: Int, _ changes: inout WatchedChanges) {
      guard let target = root.target(of: link) else { return }
      if FileSystem.status(FilePath(target))?.type == .directory {
        let isKnown = folders.contains { $0.value == target && only[$0.key] == nil }
        if !isKnown { watch(target, depth: depth, &changes) }
      } else if let slash = target.lastIndex(of: "/") {
        watch(String(target[..<slash]), only: [String(target[target.index(after: slash)...])])
      }
    }

    /// Removes the watches of a folder that was moved away, and of those in it.
    private mutating func removeWatches(below path: String) {
      for (watch, folder) in folders where folder == path || folder.hasPrefix(path + "/") {
        inotify_rm_watch(descriptor.number, watch)
        folders[watch] = nil
        only[watch] = nil
      }
    }

    // MARK: Events

    private mutating func read(into changes: inout WatchedChanges) {
      let count = Glibc.read(descriptor.number, &buffer, buffer.count)
      var offset = 0
      let size = MemoryLayout<inotify_event>.size
      while offset + size <= count {
        let event = buffer.withUnsafeBytes {
          $0.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
        }
        let start = offset + size
        offset = start + Int(event.len)
        guard offset <= count else { return }
        let bytes = buffer[start..<offset].prefix { $0 != 0 }
        let name = String(decoding: bytes, as: UTF8.self)
        // A name that is not UTF-8 cannot be a `String`.
        if !name.utf8.elementsEqual(bytes) { changes.isIncomplete = true }
        note(event, name, &changes)
      }
    }

    private mutating func note(
      _ event: inotify_event, _ name: String, _ changes: inout WatchedChanges
    ) {
      if event.mask & UInt32(IN_Q_OVERFLOW) != 0 {
        // The lost events may include new folders.
        changes.isIncomplete = true
        watchAll(&changes)
        return
      }
      if event.mask & UInt32(IN_IGNORED) != 0 {
        folders[event.wd] = nil
        only[event.wd] = nil
        return
      }
      guard let folder = folders[event.wd], !name.isEmpty,
        only[event.wd].map({ $0.contains(name) || root.holds(folder + "/" + name) }) ?? true
      else { return }
      let path = folder + "/" + name
      if event.mask & UInt32(IN_ISDIR) != 0 {
        changes.isIncomplete = true
        if event.mask & UInt32(IN_MOVED_FROM) != 0 {
          removeWatches(below: path)
        } else if event.mask & UInt32(IN_DELETE) == 0, !root.isIgnored(path) {
          watch(path, depth: 1, &changes)
        }
      } else if !root.holds(path) {
        // The target of a link.
        changes.isIncomplete = true
      } else if event.mask & UInt32(IN_CREATE) == 0 {
        changes.files.insert(path)
        if event.mask & UInt32(IN_MOVED_TO) != 0 { follow(path, depth: 1, &changes) }
      } else if hasSingleEvent(path) {
        add(path, depth: 1, &changes)
      }
    }

    /// Whether the creation of a file is its only event, as for symbolic links and hard links.
    ///
    /// Any other file has another event when it is closed.
    private func hasSingleEvent(_ path: String) -> Bool {
      guard let status = FileSystem.status(FilePath(path)) else { return false }
      return status.type != .regular || status.linkCount > 1
    }
  }
#endif
