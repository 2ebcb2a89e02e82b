import SystemPackage

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension FileSystem {
  /// The text of a symbolic link; `nil` for anything else.
  package static func target(ofLink path: FilePath) -> FilePath? {
    var text = [CInterop.PlatformChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let count = path.withPlatformString { readlink($0, &text, Int(PATH_MAX)) }
    return count > 0
      ? text.withUnsafeBufferPointer { $0.baseAddress.map { FilePath(platformString: $0) } } : nil
  }

  /// Creates a symbolic link, or replaces one atomically.
  ///
  /// - Throws: `Errno`.
  package static func replaceLink(_ path: FilePath, to target: FilePath) throws {
    let temporary = path.removingLastComponent()
      .appending(".waymark-link-" + String(UInt64.random(in: .min ... .max), radix: 16))
    try check(
      target.withPlatformString { text in temporary.withPlatformString { symlink(text, $0) } })
    do { try rename(temporary, to: path) } catch {
      try? removeFile(temporary)
      throw error
    }
  }

  /// Gives a file a second name, under which it is the same file.
  ///
  /// - Throws: `Errno`; `.fileExists` where the name is taken.
  package static func link(_ path: FilePath, to other: FilePath) throws {
    #if canImport(Darwin)
      let call = Darwin.link
    #else
      let call = Glibc.link
    #endif
    try check(path.withPlatformString { from in other.withPlatformString { call(from, $0) } })
  }

  /// The regular files below a folder, by their paths below it, sorted; symbolic links are not followed.
  ///
  /// - Throws: `Errno`.
  package static func files(below folder: FilePath) throws -> [String] {
    var files: [String] = []
    for name in try names(in: folder) {
      let path = folder.appending(name)
      switch status(path)?.type {
      case .regular: files.append(name.string)
      case .directory: files += try self.files(below: path).map { name.string + "/" + $0 }
      default: break
      }
    }
    return files
  }

  /// Removes a folder with everything in it; symbolic links are removed, not followed.
  ///
  /// - Throws: `Errno`.
  package static func removeTree(_ folder: FilePath) throws {
    for name in try names(in: folder) {
      let path = folder.appending(name)
      if status(path)?.type == .directory {
        try removeTree(path)
      } else {
        try removeFile(path)
      }
    }
    try removeFolder(folder)
  }
}
