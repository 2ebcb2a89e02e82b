import Diagnostics
import Files
import SiteBuild
import SiteModel
import SystemPackage

/// Checks the folder that a site is built into.
enum OutputFolder {
  /// The error for an output folder that contains the sources; `nil` for a suitable folder.
  static func error(_ folder: FilePath, source: FilePath) -> Diagnostic? {
    guard let source = FileSystem.real(source), let output = realOrFuture(folder) else {
      return nil
    }
    let isAbove = source.starts(with: output)
    guard isAbove || isSource(output, in: source) else { return nil }
    return Diagnostic(
      .unsafeOutput,
      isAbove
        ? "the output folder contains the site's source folder"
        : "the output folder is among the site's sources",
      at: Location(path: folder.string),
      help: "choose another folder with `--output`, such as `public`")
  }

  /// Whether a folder is among the files that the site in `source` is read from.
  private static func isSource(_ folder: FilePath, in source: FilePath) -> Bool {
    var path = folder
    guard path.removePrefix(source) else { return false }
    let name = SiteConfiguration.fileName
    let bytes = try? FileSystem.read(source.appending(name), limit: SourceLoader.textLimit)
    let content = ContentFolder.setting(in: bytes.map { SourceText(name: name, bytes: $0) }).folder
    // A path of a file stands for all files that would be written there.
    return SourceLoader.reads(path.appending("index.md").string, content)
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
