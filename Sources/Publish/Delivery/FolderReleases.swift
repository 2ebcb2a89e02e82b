import Files
import SiteModel
import SystemPackage
import Text

/// The releases of a site on this machine: numbered folders beside a symbolic link to one of them.
///
/// For the link `guide` they are in `guide.releases`. A web server serves the link, which changes atomically from one
/// release to another.
struct FolderReleases {
  private static let marker = ".waymark-releases"
  private static let partialName = ".waymark-partial"
  private static let removedPrefix = ".waymark-removed-"

  /// The symbolic link.
  let link: FilePath
  /// The number of releases that are kept.
  private let kept: Int

  init(_ link: FilePath, kept: Int) {
    self.link = link.lexicallyNormalized()
    self.kept = kept
  }

  /// The folder with the releases.
  var folder: FilePath {
    link.removingLastComponent().appending((link.lastComponent?.string ?? "") + ".releases")
  }

  /// The folder of a release.
  func release(_ number: Int) -> FilePath { folder.appending("\(number)") }

  /// The folder in which a release is made, which a publish that was killed leaves.
  var partial: FilePath { folder.appending(Self.partialName) }

  /// The numbers of the releases, ascending.
  private var numbers: [Int] {
    let names = (try? FileSystem.names(in: folder)) ?? []
    return names.compactMap { Int(digits: $0.string.utf8) }.sorted()
  }

  /// The release that readers see; `nil` where nothing is published yet.
  ///
  /// - Throws: `PublishFailure` where somebody else made the link or the folder.
  func current() throws -> Int? {
    try checkFolder()
    guard FileSystem.status(link) != nil else { return nil }
    guard let target = FileSystem.target(ofLink: link) else {
      throw PublishFailure.refused(
        "`\(link.string)` exists and is no link that Waymark made",
        help: "name a path that does not exist, in a folder that does: a link is made there")
    }
    let parts = target.components.suffix(2).map(\.string)
    guard parts.count == 2, parts[0] == folder.lastComponent?.string,
      let number = Int(digits: parts[1].utf8),
      FileSystem.real(link) == FileSystem.real(release(number))
    else {
      throw PublishFailure.refused(
        "`\(link.string)` is a link to `\(target.string)`, which is no release that Waymark made",
        help: "name a path that does not exist; its folder must exist")
    }
    return number
  }

  private func checkFolder() throws {
    let parent = link.removingLastComponent()
    guard FileSystem.real(parent) != nil else {
      throw PublishFailure.refused(
        "there is no folder `\(parent.string)`, in which `\(link.lastComponent?.string ?? "")` would be made",
        help: "make it: `mkdir -p \(parent.string)`")
    }
    guard let status = FileSystem.status(folder) else { return }
    let names = (try? FileSystem.names(in: folder)) ?? []
    guard status.type == .directory,
      names.isEmpty || names.contains(where: { $0.string == Self.marker })
    else {
      throw PublishFailure.refused(
        "`\(folder.string)` exists, and Waymark did not make it", help: "name another `folder`")
    }
  }

  /// Makes the folder for releases, and locks it as long as the result is not closed.
  ///
  /// - Throws: `Errno`, `PublishFailure`.
  func prepare() throws -> FileDescriptor {
    if FileSystem.status(folder) == nil { try FileSystem.makeFolder(folder) }
    let descriptor = try FileDescriptor.open(
      folder, .readOnly, options: [.directory, .closeOnExec])
    guard FileSystem.lock(descriptor) else {
      try? descriptor.close()
      throw PublishFailure.refused(
        "another publish to `\(link.string)` is running", help: "wait until it has finished")
    }
    let text = "Releases of a site, which `waymark publish` makes and removes.\n"
    try FileSystem.replace(folder.appending(Self.marker), with: Array(text.utf8))
    if FileSystem.status(partial) == nil { try FileSystem.makeFolder(partial) }
    return descriptor
  }

  /// Shows readers the release that was made, and removes old ones.
  ///
  /// Releases after the previous one were rolled back, and are removed too.
  ///
  /// - Returns: The number of the release, and the numbers of those that were rolled back.
  /// - Throws: `Errno`.
  func finish(after previous: Int?) throws -> (number: Int, undone: [Int]) {
    let number = (numbers.last ?? 0) + 1
    try FileSystem.rename(partial, to: release(number))
    try show(number)
    let undone = numbers.filter { $0 > previous ?? 0 && $0 != number }
    let usable = numbers.filter { $0 <= previous ?? 0 || $0 == number }.suffix(kept)
    for old in numbers where !usable.contains(old) {
      // Its name is no number any more, so that half of a release is never shown.
      try FileSystem.rename(release(old), to: folder.appending("\(Self.removedPrefix)\(old)"))
    }
    for name in try FileSystem.names(in: folder) where name.string.hasPrefix(Self.removedPrefix) {
      try FileSystem.removeTree(folder.appending(name))
    }
    return (number, undone)
  }

  /// The release before another; `nil` if there is none.
  func before(_ number: Int) -> Int? { numbers.last { $0 < number } }

  /// Lets the link lead to a release.
  ///
  /// - Throws: `Errno`.
  func show(_ number: Int) throws {
    let name = folder.lastComponent?.string ?? ""
    try FileSystem.replaceLink(link, to: FilePath(name).appending("\(number)"))
  }
}
