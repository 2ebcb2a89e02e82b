import Files
import SiteBuild
import SystemPackage

/// The files of a built site, for searching it.
struct SiteFiles {
  /// Larger than any page or index file that a build writes.
  private static let sizeLimit = 256 << 20

  let folder: FilePath

  /// A file of the search index.
  func indexFile(_ name: String) -> [UInt8]? { read("search/" + name) }

  /// The HTML at an address of the site.
  func page(_ address: String) -> [UInt8]? {
    read(address.isEmpty || address.hasSuffix("/") ? address + "index.html" : address)
  }

  /// A file below the folder, whatever an index that is not ours may name.
  private func read(_ name: String) -> [UInt8]? {
    let path = FilePath(name)
    guard path.isRelative, path.isLexicallyNormal,
      path.components.allSatisfy({ $0.kind == .regular })
    else { return nil }
    return try? FileSystem.read(folder.pushing(path), limit: Self.sizeLimit)
  }
}
