import Diagnostics
import SiteModel

/// Everything that a build reads, as it was at one moment.
package struct SourceTree: Sendable {
  /// `waymark.yml`, or `nil` where there is none.
  package var configuration: SourceText?
  /// Every Markdown file under `content/`, in any order.
  package var pages: [(path: ContentPath, source: SourceText)] = []
  /// Every other file under `content/`, in any order.
  package var files: [(path: ContentPath, bytes: [UInt8])] = []
  /// Questions that search must answer, for `waymark check`.
  package var searchTests: SourceText?
  /// The site's own templates, which take the place of the theme's one by one.
  package var templates: [(name: String, source: SourceText)] = []
  /// The site's own files for templates: styles, scripts, icons.
  package var assets: [(name: String, bytes: [UInt8])] = []
  package var diagnostics: [Diagnostic] = []
  /// Whether symbolic links were followed: one file may then be several here.
  var hasLinks = false

  package init() {}
}

/// The templates and assets that a site without its own is shown by.
package struct Theme: Sendable {
  package var templates: [(name: String, source: SourceText)]
  package var assets: [(name: String, bytes: [UInt8])]

  /// - Parameter files: Paths below `templates/`, each with its bytes.
  package init(files: [(path: String, bytes: [UInt8])]) {
    templates = []
    assets = []
    for (path, bytes) in files {
      if let name = Self.assetName(path) {
        assets.append((name, bytes))
      } else {
        templates.append((path, SourceText(name: "theme/" + path, bytes: bytes)))
      }
    }
  }

  /// The name of an asset by its path below `templates/`; `nil` for a template.
  static func assetName(_ path: String) -> String? {
    path.hasPrefix("assets/") ? String(path.dropFirst("assets/".count)) : nil
  }
}

extension SourceTree {
  /// Every text that an author writes, by its path below the site's folder.
  package var texts: [String: SourceText] {
    let all =
      [configuration, searchTests].compactMap(\.self) + pages.map(\.source)
      + templates.map(\.source)
    return Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// How many bytes were read.
  package var byteCount: Int {
    pages.reduce(0) { $0 + $1.source.bytes.count } + files.reduce(0) { $0 + $1.bytes.count }
      + templates.reduce(0) { $0 + $1.source.bytes.count }
      + assets.reduce(0) { $0 + $1.bytes.count }
      + (configuration?.bytes.count ?? 0)
  }
}
