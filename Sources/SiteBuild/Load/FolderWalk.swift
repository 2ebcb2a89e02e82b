import Diagnostics
import Files
import SiteModel
import SystemPackage

/// Lists regular files recursively, and reports sockets, devices and unsafe symbolic links.
struct FolderWalk {
  struct File: Sendable {
    /// The path below the folder, with slashes.
    let path: String
    let location: FilePath
    let size: Int
  }

  private static let depthLimit = 64

  /// The real path of the site's folder; symbolic links that lead out of it are reported.
  let real: FilePath
  /// The prefix of paths in messages.
  var prefix = ""
  /// The folder whose pages are listed; `nil` for a walk of other files.
  private let content: ContentFolder?
  private(set) var files: [File] = []
  private(set) var diagnostics: [Diagnostic] = []
  /// The paths, with the prefix, of files and folders that were reported and left out.
  private(set) var unread: [String] = []
  /// The paths of folders of other tools, whose pages are not listed.
  private(set) var leftOut: [String] = []
  private(set) var hasLinks = false

  init(real: FilePath, prefix: String = "", content: ContentFolder? = nil) {
    self.real = real
    self.content = content
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
      if content?.leavesOut(inner) == true {
        if ContentFolder.isToolFolder(inner) { leftOut.append(inner) }
        continue
      }
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

  /// Lists the file at a location, or all files below the folder at that location.
  ///
  /// - Parameters:
  ///   - location: The real path.
  ///   - status: The status of that path, without following a link.
  ///   - path: The path below the folder where the walk began; empty for that folder.
  ///   - ancestors: The folders above the location.
  mutating func visit(
    _ location: FilePath, _ status: Stat, _ path: String, ancestors: [Stat]
  ) {
    switch status.type {
    case .regular where content?.takes(ContentPath(path)) == false: break
    case .regular: files.append(File(path: path, location: location, size: Int(status.size)))
    case .directory:
      if ancestors.count > Self.depthLimit {
        report(.invalidName, path, "folders are nested more than \(Self.depthLimit) deep here")
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
        .unreadableFile, path, "the target of this symbolic link does not exist",
        help: "fix or remove it")
      return
    }
    guard target.starts(with: real) else {
      report(
        .escapingSymlink, path, "this symbolic link leaves the site's folder",
        help: "copy the file into the site")
      return
    }
    let isLoop = ancestors.contains {
      $0.deviceID == status.deviceID && $0.inode == status.inode
    }
    if status.type == .directory, isLoop {
      report(
        .symlinkLoop, path, "this symbolic link points to a folder that contains it",
        help: "remove it")
      return
    }
    visit(target, status, path, ancestors: ancestors)
  }

  /// Whether a file or folder is ignored because of its name: hidden files, editors' backups and data of version
  /// control.
  ///
  /// `path` is the path of its folder below `content/` or `templates/`. In `_root/`, hidden files belong to the site.
  static func isIgnored(_ name: some StringProtocol, in path: String) -> Bool {
    IgnoredFiles.contains(name, allowsHidden: path == "_root" || path.hasPrefix("_root/"))
  }

  private static func isValid(_ name: FilePath.Component) -> Bool {
    let text = name.string
    // These names are reserved for the builder's own files in the output folder.
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
    diagnostics.append(.unread(rule, message, at: place, in: content, help: help))
  }
}
