import Diagnostics
import Text

extension Advice {
  /// The words that other tools and languages use for a name of Waymark.
  private static let others: [String: [String]] = [
    "array": ["texts"], "bool": ["boolean"], "description": ["tagline"], "dict": ["record"],
    "enum": ["choice"], "float": ["text"], "image": ["file"], "int": ["integer"],
    "link": ["address"], "links": ["navigation"], "list": ["texts"], "map": ["record"],
    "menu": ["navigation"], "menus": ["navigation"], "multiselect": ["choices"],
    "name": ["title"], "nav": ["navigation"], "number": ["integer"], "object": ["record"],
    "palette": ["look"], "picture": ["file"], "reference": ["page"], "select": ["choice"],
    "sidebar": ["navigation"], "string": ["text"], "strings": ["texts"], "style": ["look"],
    "tags": ["choices", "topics"], "theme": ["look"], "uri": ["address"],
    "url": ["base_url", "address"],
  ]

  /// Suggests known names that are close to a name in a YAML file, or that mean what the name means elsewhere.
  init(
    naming name: LocatedText, meaning known: [String], in source: SourceText,
    else fallback: String? = nil
  ) {
    self.init(naming: name, from: known, in: source, else: fallback)
    guard fixes.isEmpty else { return }
    let meant = Self.others[name.text.lowercased()]?.first(where: known.contains)
    if let meant { self.init(possible: [meant]) }
  }
}
