import SystemPackage

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension FileSystem {
  /// The prefix of temporary names, which no file of a site has.
  private static let temporaryPrefix = ".waymark-new-"
  private static let randomDigits = 16
  private static let attempts = 16

  /// Creates or replaces a file atomically.
  ///
  /// The bytes are first written to a temporary file in the same folder, because a rename within a folder takes no lock
  /// that other folders share.
  ///
  /// - Throws: `Errno`.
  package static func replace(_ path: FilePath, with bytes: [UInt8]) throws {
    let (temporary, file) = try makeTemporary(beside: path)
    do {
      _ = try file.closeAfter { try file.writeAll(bytes) }
      try rename(temporary, to: path)
    } catch {
      try? removeFile(temporary)
      throw error
    }
  }

  /// Whether a name is that of a temporary file, left by a process that was killed during `replace`.
  package static func isTemporary(_ name: FilePath.Component) -> Bool {
    let text = name.string
    return text.hasPrefix(temporaryPrefix)
      && text.utf8.count == temporaryPrefix.utf8.count + randomDigits
  }

  /// Whether the path, and that of a temporary file beside it, are short enough for the system.
  package static func canReplace(_ path: FilePath) -> Bool {
    if path.length + 1 + temporaryPrefix.utf8.count + randomDigits < Int(PATH_MAX) { return true }
    let folder = path.removingLastComponent().string.utf8.count
    let name = max(
      path.lastComponent?.string.utf8.count ?? 0, temporaryPrefix.utf8.count + randomDigits)
    return folder + 1 + name < Int(PATH_MAX)
  }

  /// Opens a new file with a random name, so that no link or pipe can be prepared at its path.
  private static func makeTemporary(beside path: FilePath) throws -> (FilePath, FileDescriptor) {
    for _ in 0..<attempts {
      let random = String(UInt64.random(in: .min ... .max), radix: 16)
      let zeros = String(repeating: "0", count: randomDigits - random.utf8.count)
      let temporary = path.removingLastComponent().appending(temporaryPrefix + zeros + random)
      do {
        let file = try FileDescriptor.open(
          temporary, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec, .noFollow],
          permissions: [.ownerReadWrite, .groupRead, .otherRead])
        return (temporary, file)
      } catch Errno.fileExists {
        continue
      }
    }
    throw Errno.fileExists
  }

  /// Creates a folder and its parents, where they do not exist.
  ///
  /// - Throws: `Errno`.
  package static func makeFolders(_ path: FilePath) throws {
    if (try? path.stat())?.type == .directory { return }
    let parent = path.removingLastComponent()
    if !parent.isEmpty, parent != path { try makeFolders(parent) }
    do {
      try makeFolder(path)
    } catch Errno.fileExists where (try? path.stat())?.type == .directory {
      return
    }
  }

  /// Checks that files can be created and removed in a folder.
  ///
  /// - Throws: `Errno`, the reason why they cannot.
  package static func checkWritable(_ folder: FilePath) throws {
    guard folder.withPlatformString({ access($0, W_OK | X_OK) }) == 0 else {
      throw Errno(rawValue: errno)
    }
  }
}
