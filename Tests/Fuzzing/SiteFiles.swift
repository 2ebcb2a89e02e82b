import Diagnostics
import SiteBuild
import SiteModel

extension SourceTree {
  /// A tree of files by their paths below a site's folder, in the order in which the loader lists them.
  package init(files: [String: [UInt8]]) {
    self.init()
    let keyed = files.map { (parts: $0.key.split(separator: "/").map(String.init), file: $0) }
    let inOrder = keyed.sorted { $0.parts.lexicographicallyPrecedes($1.parts) }
    for (name, bytes) in inOrder.map(\.file) {
      if name == SiteConfiguration.fileName {
        configuration = SourceText(name: name, bytes: bytes)
      } else if name == "content/" + SearchTest.path.text {
        searchTests = SourceText(name: name, bytes: bytes)
      } else if name.hasPrefix("content/") {
        let path = ContentPath(String(name.dropFirst("content/".count)))
        if path.isPage {
          pages.append((path, SourceText(name: name, bytes: bytes)))
        } else {
          self.files.append((path, bytes))
        }
      } else if name.hasPrefix("templates/assets/") {
        assets.append((String(name.dropFirst("templates/assets/".count)), bytes))
      } else if name.hasPrefix("templates/") {
        let short = String(name.dropFirst("templates/".count))
        templates.append((short, SourceText(name: name, bytes: bytes)))
      }
    }
  }

  /// The files by their paths below the site's folder.
  package var bytesByPath: [String: [UInt8]] {
    var all: [String: [UInt8]] = [:]
    all[SiteConfiguration.fileName] = configuration?.bytes
    all["content/" + SearchTest.path.text] = searchTests?.bytes
    for page in pages { all["content/" + page.path.text] = page.source.bytes }
    for file in files { all["content/" + file.path.text] = file.bytes }
    for template in templates { all["templates/" + template.name] = template.source.bytes }
    for asset in assets { all["templates/assets/" + asset.name] = asset.bytes }
    return all
  }
}
