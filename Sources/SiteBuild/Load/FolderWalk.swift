import Diagnostics
import Files
import SiteModel
import SystemPackage

/// Lists the files below a folder, with care for what is none.
struct FolderWalk {
  struct File: Sendable {
    /// Below the folder, with slashes.
    let path: String
    let location: FilePath
    let size: Int
  }

  private struct FolderIdentity: Hashable {
    let device: UInt64
    let inode: UInt64

    init(_ status: Stat) {
      device = UInt64(truncatingIfNeeded: status.deviceID.rawValue)
      inode = UInt64(truncatingIfNeeded: status.inode.rawValue)
    }
  }

  private static let depthLimit = 64

  /// The real path of the site's folder, which links may not leave.
  let real: FilePath
  /// What is put before a path in messages.
  var prefix = ""
  private(set) var files: [File] = []
  private(set) var diagnostics: [Diagnostic] = []
  /// What is there but is not among the files, by its path with the prefix.
  private(set) var unread: [String] = []
  private(set) var hasLinks = false

  init(real: FilePath, prefix: String = "") {
    self.real = real
    self.prefix = prefix
  }

  private mutating func visitContents(of folder: FilePath, _ path: String, ancestors: [Stat]) {
    let names: [FilePath.Component]
    do {
      names = try FileSystem.names(in: folder)
    } catch {
      report(.unreadableFile, path, "the folder cannot be read: \(error)")
      return
    }
    for name in names where !Self.isIgnored(name.string, in: path) {
      let text = name.string
      let inner = path.isEmpty ? text : path + "/" + text
      let location = folder.appending(name)
      guard Self.isValid(name) else {
        report(
          .invalidName, inner, "this name cannot become an address",
          help: "use letters, digits, hyphens and dots")
        continue
      }
      guard let status = FileSystem.status(location) else { continue }
      visit(location, status, inner, ancestors: ancestors)
    }
  }

  /// Lists what a path stands for: a file, or all files below a folder.
  ///
  /// - Parameters:
  ///   - location: The real path.
  ///   - status: What stands there, links not followed.
  ///   - path: The path below the folder that the walk began with; empty for that folder itself.
  ///   - ancestors: The folders above it.
  mutating func visit(
    _ location: FilePath, _ status: Stat, _ path: String, ancestors: [Stat]
  ) {
    switch status.type {
    case .regular: files.append(File(path: path, location: location, size: Int(status.size)))
    case .directory:
      if ancestors.count > Self.depthLimit {
        report(.invalidName, path, "folders lie more than \(Self.depthLimit) deep here")
      } else {
        visitContents(of: location, path, ancestors: ancestors + [status])
      }
    case .symbolicLink: follow(location, path, ancestors: ancestors)
    default:
      report(
        .notAFile, path, "this is neither a file nor a folder", help: "move it out of the site")
    }
  }

  private mutating func follow(_ location: FilePath, _ path: String, ancestors: [Stat]) {
    hasLinks = true
    guard let target = FileSystem.real(location), let status = FileSystem.status(target) else {
      report(
        .unreadableFile, path, "this symbolic link points to nothing", help: "mend or remove it")
      return
    }
    guard target.starts(with: real) else {
      report(
        .escapingSymlink, path, "this symbolic link leaves the site's folder",
        help: "copy the file into the site")
      return
    }
    let identity = FolderIdentity(status)
    if status.type == .directory,
      ancestors.contains(where: { FolderIdentity($0) == identity })
    {
      report(
        .symlinkLoop, path, "this symbolic link points to a folder that contains it",
        help: "remove it")
      return
    }
    visit(target, status, path, ancestors: ancestors)
  }

  /// Whether a file is ignored; files for the site's root may be hidden.
  private static func isIgnored(_ name: String, in path: String) -> Bool {
    IgnoredFiles.contains(name, allowsHidden: path == "_root" || path.hasPrefix("_root/"))
  }

  private static func isValid(_ name: FilePath.Component) -> Bool {
    let text = name.string
    // The builder's own files would be lost among those of the site.
    if text.lowercased().hasPrefix(OutputPath.reservedPrefix) { return false }
    return !text.unicodeScalars.contains { scalar in
      scalar.value < 0x20 || ["\u{7F}", "\\", "\u{FFFD}"].contains(scalar)
    }
  }

  private mutating func report(
    _ rule: Rule, _ path: String, _ message: String, help: String? = nil
  ) {
    let place = path.isEmpty ? String(prefix.dropLast()) : prefix + path
    unread.append(place)
    diagnostics.append(Diagnostic(rule, message, at: Location(path: place), help: help))
  }
}
