import Files
import SiteBuild
import SystemPackage

/// Reads the files of a built site, for search.
struct SiteFiles {
  /// The largest size of a file in bytes; a build writes no larger page or index file.
  private static let sizeLimit = 256 << 20

  let folder: FilePath

  /// Reads a file of the search index.
  func indexFile(_ name: String) -> [UInt8]? { read("search/" + name) }

  /// Reads the HTML of an address.
  func page(_ address: String) -> [UInt8]? {
    read(address.isEmpty || address.hasSuffix("/") ? address + "index.html" : address)
  }

  /// Reads a file below the folder.
  ///
  /// The name may come from an untrusted index.
  private func read(_ name: String) -> [UInt8]? {
    let path = FilePath(name)
    guard path.isRelative, path.isLexicallyNormal,
      path.components.allSatisfy({ $0.kind == .regular })
    else { return nil }
    return try? FileSystem.read(folder.pushing(path), limit: Self.sizeLimit)
  }
}
