import Concurrency
import Markdown
import SiteModel
import Text

/// `addresses.txt`: every address of the site with its anchors, for `waymark check --against`.
///
/// It is made from the rendered pages, after all other files.
enum AddressList {
  /// The files of a site, or of a language of it in a folder.
  typealias Part = (prefix: String, site: Site, output: OutputTree)

  /// The list, if the site has it: one for all its languages.
  static func file(of parts: [Part]) -> OutputFile? {
    let path = OutputPath(PublishedAddresses.fileName)
    guard parts[0].site.configuration.outputs.contains(.addresses),
      parts[0].output.bytes(at: path) == nil
    else { return nil }
    return OutputFile(path, Array(addresses(of: parts).list.utf8))
  }

  /// The addresses of pages and of files that readers may link to: all but the theme's and those of search and servers.
  ///
  /// Pages that are in no list are left out.
  static func addresses(of parts: [Part]) -> PublishedAddresses {
    var addresses = PublishedAddresses()
    for part in parts {
      let unlisted = Set(
        part.site.pages.lazy.filter { $0.isUnlisted && $0.hasOwnFile }.map(\.route.outputPath))
      let files = part.output.files.filter { isAddress($0) && !unlisted.contains($0.path) }
      let anchors = files.concurrentMap { file -> Set<String> in
        file.path.text.hasSuffix(".html") ? HTMLAnchors.ids(in: file.bytes) : []
      }
      for (file, anchors) in zip(files, anchors) {
        addresses.add("/" + part.prefix + file.path.text, anchors: anchors)
      }
    }
    return addresses
  }

  private static func isAddress(_ file: OutputFile) -> Bool {
    let path = file.path.text
    if path == "404.html" || path.hasPrefix("_") || path.hasPrefix(".") { return false }
    let isOwn = [Nginx.path, Caddy.path, OutputPath(PublishedAddresses.fileName)].contains(
      file.path)
    let isInternal =
      path.hasPrefix("search/") && path != "search/index.html"
      || file.origin == AssetTable.origin
    return !isOwn && !isInternal
  }
}
