import Diagnostics
import Files
import SiteBuild
import SystemPackage

/// Checks the folder that a site is built into.
enum OutputFolder {
  /// The error for an output folder that contains the sources; `nil` for a suitable folder.
  static func error(_ folder: FilePath, source: FilePath) -> Diagnostic? {
    guard let source = FileSystem.real(source), let output = realOrFuture(folder) else {
      return nil
    }
    let isAbove = source.starts(with: output)
    let sources = ["content", "templates"].map { source.appending($0) }
    guard isAbove || sources.contains(where: output.starts) else { return nil }
    return Diagnostic(
      .unsafeOutput,
      isAbove
        ? "the output folder contains the site's source folder"
        : "the output folder is among the site's sources",
      at: Location(path: folder.string),
      help: "choose another folder with `--output`, such as `public`")
  }

  /// The real path of a folder that may not exist yet.
  private static func realOrFuture(_ path: FilePath) -> FilePath? {
    if let real = FileSystem.real(path) { return real }
    // The missing folders will be created, so `..` after one of them leads out of it again.
    let path = path.lexicallyNormalized()
    guard let name = path.lastComponent else { return nil }
    let parent = path.removingLastComponent()
    return realOrFuture(parent.isEmpty ? "." : parent)?.appending(name)
  }
}
