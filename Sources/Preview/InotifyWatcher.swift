import Text

#if os(Linux)
  #if canImport(Glibc)
    import Glibc
  #else
    import Musl
  #endif

  /// Watches folders by the kernel's own announcements (inotify(7)).
  ///
  /// A file counts as changed when whoever writes it closes it, or moves it into place: never half written. A new
  /// folder is watched before it is looked at, so that no file in it is missed. What a symbolic link leads to is
  /// watched too, where it lies in the site's folder.
  struct InotifyWatcher: FileWatcher {
    private static let mask =
      UInt32(IN_CLOSE_WRITE) | UInt32(IN_ATTRIB) | UInt32(IN_CREATE) | UInt32(IN_DELETE)
      | UInt32(IN_MOVED_FROM)
      | UInt32(IN_MOVED_TO) | UInt32(IN_ONLYDIR) | UInt32(IN_EXCL_UNLINK)
    private static let depthLimit = 64
    /// How long a burst may go on before it is answered.
    private static let burstLimit = 50

    private let descriptor: Descriptor
    private var folders: [Int32: String] = [:]
    /// The names that count in folders of which not everything does.
    private var only: [Int32: Set<String>] = [:]
    /// Takes over when the system gives no more watches.
    private var fallback: PollingWatcher?
    private var buffer = [UInt8](repeating: 0, count: 64 << 10)

    /// Closes the descriptor with the last copy of the watcher.
    private final class Descriptor: Sendable {
      let number: Int32
      init(_ number: Int32) { self.number = number }
      deinit { close(number) }
    }

    private let root: WatchedFolder

    /// `nil` where the system refuses.
    init?(_ root: WatchedFolder) {
      self.root = root
      let number = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
      guard number >= 0 else { return nil }
      descriptor = Descriptor(number)
      var ignored = WatchedChanges()
      watchAll(&ignored)
      if fallback != nil { return nil }
    }

    /// Watches everything, whatever was watched before.
    private mutating func watchAll(_ changes: inout WatchedChanges) {
      for watch in folders.keys { inotify_rm_watch(descriptor.number, watch) }
      (folders, only) = ([:], [:])
      watch(root.path, only: root.names)
      for name in root.names.sorted() { look(at: root.path + "/" + name, depth: 1, &changes) }
    }

    mutating func changes(within milliseconds: Int) -> WatchedChanges {
      if fallback != nil { return fallback?.changes(within: milliseconds) ?? WatchedChanges() }
      var changes = WatchedChanges()
      guard waits(milliseconds) else { return changes }
      var rounds = 0
      repeat {
        read(into: &changes)
        rounds += 1
      } while rounds < Self.burstLimit && waits(changes.isEmpty ? 0 : 1)
      return changes
    }

    private func waits(_ milliseconds: Int) -> Bool {
      var poll = pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)
      return Glibc.poll(&poll, 1, Int32(milliseconds)) > 0
    }

    /// Watches what is at a path; the files there count as changed.
    private mutating func look(at path: String, depth: Int, _ changes: inout WatchedChanges) {
      switch kind(of: path) {
      case S_IFDIR: watch(path, depth: depth, &changes)
      case S_IFLNK:
        changes.files.insert(path)
        follow(path, depth: depth, &changes)
      case nil: break
      default: changes.files.insert(path)
      }
    }

    /// Watches a folder and all below it.
    private mutating func watch(_ path: String, depth: Int, _ changes: inout WatchedChanges) {
      guard let watch = add(path) else { return }
      only[watch] = nil
      guard depth < Self.depthLimit, let stream = opendir(path) else { return }
      defer { closedir(stream) }
      while let entry = readdir(stream) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
          pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name == "." || name == ".." || name == ".git" { continue }
        look(at: path + "/" + name, depth: depth + 1, &changes)
      }
    }

    /// Watches a folder for some names in it.
    private mutating func watch(_ path: String, only names: Set<String>) {
      let known = Set(folders.keys)
      guard let watch = add(path), !known.contains(watch) || only[watch] != nil else { return }
      only[watch, default: []].formUnion(names)
    }

    private mutating func add(_ path: String) -> Int32? {
      let watch = inotify_add_watch(descriptor.number, path, Self.mask)
      if watch < 0 {
        if errno == ENOSPC || errno == ENOMEM { fallback = PollingWatcher(root) }
        return nil
      }
      folders[watch] = path
      return watch
    }

    private mutating func follow(_ link: String, depth: Int, _ changes: inout WatchedChanges) {
      guard let target = root.target(of: link) else { return }
      if kind(of: target) == S_IFDIR {
        let isKnown = folders.contains { $0.value == target && only[$0.key] == nil }
        if !isKnown { watch(target, depth: depth, &changes) }
      } else if let slash = target.lastIndex(of: "/") {
        watch(String(target[..<slash]), only: [String(target[target.index(after: slash)...])])
      }
    }

    private func kind(of path: String) -> mode_t? {
      var status = stat()
      return lstat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
    }

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
        // A name that is no text cannot be passed on.
        if !name.utf8.elementsEqual(bytes) { changes.isIncomplete = true }
        note(event, name, &changes)
      }
    }

    private mutating func note(
      _ event: inotify_event, _ name: String, _ changes: inout WatchedChanges
    ) {
      if event.mask & UInt32(IN_Q_OVERFLOW) != 0 {
        // New folders may be among what was lost.
        changes.isIncomplete = true
        watchAll(&changes)
        return
      }
      if event.mask & UInt32(IN_IGNORED) != 0 {
        folders[event.wd] = nil
        only[event.wd] = nil
        return
      }
      guard let folder = folders[event.wd], !name.isEmpty, only[event.wd]?.contains(name) ?? true
      else { return }
      let path = folder + "/" + name
      if event.mask & UInt32(IN_ISDIR) != 0 {
        changes.isIncomplete = true
        if event.mask & UInt32(IN_MOVED_FROM) != 0 {
          forget(path)
        } else if event.mask & UInt32(IN_DELETE) == 0, name != ".git" {
          watch(path, depth: 1, &changes)
        }
      } else if !root.holds(path) {
        // What a link leads to.
        changes.isIncomplete = true
      } else if event.mask & UInt32(IN_CREATE) == 0 {
        changes.files.insert(path)
        if event.mask & UInt32(IN_MOVED_TO) != 0 { follow(path, depth: 1, &changes) }
      } else if isComplete(path) {
        look(at: path, depth: 1, &changes)
      }
    }

    /// Whether a file that was just made is announced but once: a link, or another name of a file; any other is
    /// announced again when it is closed.
    private func isComplete(_ path: String) -> Bool {
      var status = stat()
      return lstat(path, &status) == 0
        && (status.st_mode & S_IFMT != S_IFREG || status.st_nlink > 1)
    }

    /// Ends the watches of a folder that was moved away, and of those in it.
    private mutating func forget(_ path: String) {
      for (watch, folder) in folders where folder == path || folder.hasPrefix(path + "/") {
        inotify_rm_watch(descriptor.number, watch)
        folders[watch] = nil
        only[watch] = nil
      }
    }
  }
#endif
