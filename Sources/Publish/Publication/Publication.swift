import Concurrency
import Files
import SiteBuild
import SiteModel
import SystemPackage

/// A built site that is to be published to a target, and the folder in which this machine keeps what it needs for that.
package final class Publication {
  /// The target.
  package let target: PublishTarget
  /// The files of the site.
  private(set) var files: [OutputFile] = []
  /// The real path of the site's folder, where other programs work.
  let site: FilePath
  /// The folder for what is kept between two publishes.
  let folder: FilePath
  /// Shows what is done, in a line.
  let say: (String) -> Void

  /// Kept open while the site is published, also by the programs that this process starts.
  private let lock: FileDescriptor

  /// Prepares publishing.
  ///
  /// - Parameters:
  ///   - target: The target.
  ///   - site: The site's folder.
  ///   - say: Shows what is done, in a line.
  /// - Throws: `PublishFailure`.
  package init(
    to target: PublishTarget, site: FilePath, say: @escaping (String) -> Void
  ) throws {
    self.target = target
    self.say = say
    let state = site.appending(".cache").appending("publish")
    let folder = state.appending(target.name)
    do {
      try FileSystem.makeFolders(folder)
      let ignored = state.appending(".gitignore")
      if FileSystem.status(ignored) == nil {
        try FileSystem.replace(ignored, with: Array("*\n".utf8))
      }
      guard let real = FileSystem.real(site), let realFolder = FileSystem.real(folder) else {
        throw Errno.noSuchFileOrDirectory
      }
      self.site = real
      self.folder = realFolder
      // Programs that this process starts inherit the lock. Where it is killed, they hold it until they end.
      lock = try FileDescriptor.open(realFolder, .readOnly, options: .directory)
    } catch {
      throw PublishFailure.disk(folder, error)
    }
    guard FileSystem.lock(lock) else {
      throw PublishFailure.refused(
        "another publish to `\(target.name)` is running", help: "wait until it has finished")
    }
  }

  deinit { try? lock.close() }

  /// Takes the site to publish, and compresses its text files where the target asks for it.
  package func take(_ tree: OutputTree) {
    guard target.isPrecompressed else { return files = tree.files }
    // What was staged last time needs no compressing again.
    let compression = Precompression(reusing: stage, records: folder)
    compression.diagnostics.forEach { say("Note: " + $0.message) }
    files = compression.applied(to: tree).files
  }

  /// The folder with the files for other programs.
  private var stage: FilePath { folder.appending("site") }

  /// The files, each with the fingerprint of its bytes.
  var fingerprints: [OutputPath: PublishedFile] {
    let found = files.concurrentMap { ($0.path, PublishedFile(fingerprintOf: $0.bytes)) }
    return Dictionary(found, uniquingKeysWith: { first, _ in first })
  }

  /// Writes the files into a folder for other programs, and returns it; unchanged files are not touched.
  ///
  /// `kept` are files of the last time that stay there.
  ///
  /// - Throws: `PublishFailure`.
  func staged(keeping kept: Set<OutputPath> = []) throws -> FilePath {
    let place = stage
    var tree = OutputTree()
    tree.add(files)
    for path in kept.sorted() {
      // A file that is gone was never staged on this machine.
      guard let bytes = try? FileSystem.read(place.appending(path.text)) else { continue }
      tree.add(OutputFile(path, bytes))
    }
    var writer = OutputWriter(
      folder: place, isReplacing: true, records: folder)
    if let problem = writer.write(tree).diagnostics.first(where: { $0.severity == .error }) {
      throw PublishFailure(message: "the site cannot be written: \(problem.message)")
    }
    return place
  }
}
