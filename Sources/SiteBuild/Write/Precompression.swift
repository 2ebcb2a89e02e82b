import Concurrency
import Diagnostics
import Files
import Search
import SiteModel
import SystemPackage

/// Makes compressed copies of text files, which web servers send as they are: `.gz`, and `.br` where the program
/// `brotli` is installed.
///
/// A copy in the output folder is used again while its original has the same bytes.
package struct Precompression {
  /// The endings of text files.
  private static let endings: Set = [
    "html", "css", "js", "mjs", "json", "webmanifest", "map", "svg", "xml", "txt", "md", "csv",
    "tsv",
  ]

  /// The copies that earlier builds wrote.
  private let folder: FilePath
  private let known: Manifest
  private let hasBrotli: Bool

  /// Prepares compressing.
  ///
  /// - Parameters:
  ///   - folder: The output folder.
  ///   - records: The folder with the manifest; `nil` for the output folder.
  package init(reusing folder: FilePath, records: FilePath? = nil) {
    self.folder = folder
    known = Manifest(in: records ?? folder)
    hasBrotli = (try? ChildProcess.run(["brotli", "--version"]))?.isSuccess ?? false
  }

  /// A note where `brotli` is missing.
  package var diagnostics: [Diagnostic] {
    if hasBrotli { return [] }
    return [
      Diagnostic(
        .missingProgram,
        "text files are compressed as `.gz` only, because `brotli` is not installed",
        at: Location(path: folder.lexicallyNormalized().string),
        help: "install the program `brotli`, which most systems have as a package of that name")
    ]
  }

  /// The site with the copies of its text files; a file of the site is never replaced by a copy.
  package func applied(to tree: OutputTree) -> OutputTree {
    let texts = tree.files.filter { file in
      file.path.text.split(separator: "/").last?.split(separator: ".").last
        .map { Self.endings.contains($0.lowercased()) } ?? false
    }
    let copies = texts.concurrentMap(inPartsOf: 4, with: { Gzip.Compressor() }) { gzip, file in
      self.copies(of: file, gzip)
    }
    var all = tree
    for copy in copies.joined() where tree.bytes(at: copy.path) == nil { all.add(copy) }
    return all
  }

  private func copies(of file: OutputFile, _ gzip: Gzip.Compressor) -> [OutputFile] {
    let isSame =
      known.version == Version.current && known.written[file.path] == [Fingerprint(file.bytes)]
    var copies: [OutputFile] = []
    func add(_ ending: String, _ compressed: () -> [UInt8]?) {
      let path = OutputPath(file.path.text + ending)
      if let bytes = isSame ? present(path) : nil {
        copies.append(OutputFile(path, bytes, origin: file.origin))
      } else if let bytes = compressed() {
        copies.append(OutputFile(path, bytes, origin: file.origin))
      }
    }
    add(".gz") { gzip.compress(file.bytes) }
    if hasBrotli { add(".br") { Self.brotli(file.bytes) } }
    return copies
  }

  /// A copy that a build wrote, and nobody has changed since.
  private func present(_ path: OutputPath) -> [UInt8]? {
    guard let written = known.written[path], written.count == 1,
      let bytes = try? FileSystem.read(folder.appending(path.text)),
      written.contains(Fingerprint(bytes))
    else { return nil }
    return bytes
  }

  private static func brotli(_ bytes: [UInt8]) -> [UInt8]? {
    let outcome = try? ChildProcess.run(
      ["brotli", "--stdout", "--quality=11", "-"], input: bytes)
    guard let outcome, outcome.isSuccess, !outcome.output.isEmpty else { return nil }
    return outcome.output
  }
}
