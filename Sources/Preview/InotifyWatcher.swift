#if os(Linux)
  #if canImport(Glibc)
    import Glibc
  #else
    import Musl
  #endif

  /// Watches folders by the kernel's own announcements (inotify(7)).
  ///
  /// A file counts as changed when whoever writes it closes it, or moves it into place: never half written. A new
  /// folder is watched before it is looked at, so that no file in it is missed.
  struct InotifyWatcher: FileWatcher {
    private static let mask =
      UInt32(IN_CLOSE_WRITE) | UInt32(IN_CREATE) | UInt32(IN_DELETE) | UInt32(IN_MOVED_FROM)
      | UInt32(IN_MOVED_TO) | UInt32(IN_ONLYDIR) | UInt32(IN_EXCL_UNLINK)
    private static let depthLimit = 64
    /// How long a burst may go on before it is answered.
    private static let burstLimit = 50

    private let descriptor: Descriptor
    private var folders: [Int32: String] = [:]
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
      let watch = inotify_add_watch(number, root.path, Self.mask)
      guard watch >= 0 else { return nil }
      folders[watch] = root.path
      var ignored = WatchedChanges()
      for name in root.names.sorted() where isFolder(root.path + "/" + name) {
        if !self.watch(root.path + "/" + name, depth: 1, &ignored) { return nil }
      }
    }

    mutating func changes(within milliseconds: Int) -> WatchedChanges {
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

    /// Watches a folder and all below it; `false` where the system refuses a watch.
    ///
    /// The files in it count as changed.
    private mutating func watch(_ path: String, depth: Int, _ changes: inout WatchedChanges) -> Bool
    {
      let watch = inotify_add_watch(descriptor.number, path, Self.mask)
      guard watch >= 0 else { return errno != ENOSPC && errno != ENOMEM }
      folders[watch] = path
      guard depth < Self.depthLimit, let stream = opendir(path) else { return true }
      defer { closedir(stream) }
      while let entry = readdir(stream) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
          pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name == "." || name == ".." || name == ".git" { continue }
        let inner = path + "/" + name
        if isFolder(inner) {
          if !self.watch(inner, depth: depth + 1, &changes) { return false }
        } else {
          changes.files.insert(inner)
        }
      }
      return true
    }

    private func isFolder(_ path: String) -> Bool {
      var status = stat()
      return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
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
        let name = String(decoding: buffer[start..<offset].prefix { $0 != 0 }, as: UTF8.self)
        note(event, name, &changes)
      }
    }

    private mutating func note(
      _ event: inotify_event, _ name: String, _ changes: inout WatchedChanges
    ) {
      if event.mask & UInt32(IN_Q_OVERFLOW) != 0 {
        changes.isIncomplete = true
        return
      }
      if event.mask & UInt32(IN_IGNORED) != 0 {
        folders[event.wd] = nil
        return
      }
      guard let folder = folders[event.wd], !name.isEmpty,
        folder != root.path || root.names.contains(name)
      else { return }
      let path = folder + "/" + name
      if event.mask & UInt32(IN_ISDIR) != 0 {
        changes.isIncomplete = true
        if event.mask & (UInt32(IN_CREATE) | UInt32(IN_MOVED_TO)) != 0, name != ".git" {
          _ = watch(path, depth: 1, &changes)
        } else if event.mask & UInt32(IN_MOVED_FROM) != 0 {
          forget(path)
        }
      } else if event.mask & UInt32(IN_CREATE) == 0 || isLink(path) {
        // A new file is announced again when it is closed; a link is not.
        changes.files.insert(path)
      }
    }

    private func isLink(_ path: String) -> Bool {
      var status = stat()
      return lstat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
        || status.st_nlink > 1
    }

    /// Ends the watches of a folder that was moved away, and of those in it.
    private mutating func forget(_ path: String) {
      for (watch, folder) in folders where folder == path || folder.hasPrefix(path + "/") {
        inotify_rm_watch(descriptor.number, watch)
        folders[watch] = nil
      }
    }
  }
#endif
