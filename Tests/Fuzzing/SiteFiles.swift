import Diagnostics
import SiteBuild
import SiteModel

extension SourceTree {
  /// A tree of files by their paths below a site's folder, in the order in which the loader lists them.
  package init(files: [String: [UInt8]]) {
    let name = SiteConfiguration.fileName
    let settings = files[name].map { SourceText(name: name, bytes: $0) }
    self.init(content: ContentFolder.setting(in: settings).folder)
    let keyed = files.map { (parts: $0.key.split(separator: "/").map(String.init), file: $0) }
    let inOrder = keyed.sorted { $0.parts.lexicographicallyPrecedes($1.parts) }
    for (path, bytes) in inOrder.map(\.file) { add(path, bytes) }
  }

  /// The files by their paths below the site's folder.
  package var bytesByPath: [String: [UInt8]] {
    Dictionary(all.map { ($0.name, $0.fileBytes) }, uniquingKeysWith: { first, _ in first })
  }
}
