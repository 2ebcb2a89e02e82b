import Files
import Markdown
import SiteModel
import SystemPackage

/// Reads the addresses of a site that was built into a folder, by any tool.
package enum PublishedFolder {
  /// The limit of the list of addresses, and of a page, in bytes; what is larger is left out.
  private static let listLimit = 64 << 20
  private static let pageLimit = 16 << 20

  /// The addresses in a folder, or in a file that lists them; `nil` if there is neither.
  package static func addresses(at path: FilePath) -> PublishedAddresses? {
    guard let real = FileSystem.real(path), let status = FileSystem.status(real) else { return nil }
    if status.type == .regular { return list(real) }
    guard status.type == .directory else { return nil }
    if let list = list(real.appending(PublishedAddresses.fileName)) { return list }
    var walk = FolderWalk(real: real)
    walk.visit(real, status, "", ancestors: [])
    var addresses = PublishedAddresses()
    for file in walk.files where file.path.hasSuffix(".html") && file.path != "404.html" {
      guard let html = try? FileSystem.read(file.location, limit: pageLimit) else { continue }
      addresses.add("/" + file.path, anchors: HTMLAnchors.ids(in: html))
    }
    return addresses.count == 0 ? nil : addresses
  }

  private static func list(_ path: FilePath) -> PublishedAddresses? {
    (try? FileSystem.read(path, limit: listLimit)).flatMap { PublishedAddresses(list: $0) }
  }
}
