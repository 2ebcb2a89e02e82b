/// What becomes of a key of another tool's configuration.
package struct KeyRule: Sendable {
  /// The effects of a key.
  enum Effect: Sendable {
    /// The value is the value of a key of `waymark.yml`.
    case sets(String)
    /// There is nothing to set, and why.
    case unused(String)
    /// The value is needed by `ForeignTool.finish`, or says nothing to readers.
    case kept
    /// The value is read by a function.
    case reads(@Sendable (ConfigurationNode, String, inout Migration) -> Void)
  }

  /// The keys from the root, joined by dots.
  let path: String
  let effect: Effect

  /// Why there is nothing to set; `nil` where there is something.
  var reason: String? { if case .unused(let reason) = effect { reason } else { nil } }

  static func sets(_ path: String, _ key: String) -> KeyRule {
    KeyRule(path: path, effect: .sets(key))
  }

  static func unused(_ paths: String..., why reason: String) -> [KeyRule] {
    paths.map { KeyRule(path: $0, effect: .unused(reason)) }
  }

  static func kept(_ paths: String...) -> [KeyRule] {
    paths.map { KeyRule(path: $0, effect: .kept) }
  }

  static func reads(
    _ path: String, _ read: @escaping @Sendable (ConfigurationNode, String, inout Migration) -> Void
  ) -> KeyRule {
    KeyRule(path: path, effect: .reads(read))
  }

  /// Reasons why a key has no counterpart.
  enum Reason {
    static let theme =
      "it belongs to the theme; `look` sets colors, fonts and the logo, and `templates/` the rest"
    static let plugins = "there are no plugins; `waymark check` reports markup that needs one"
    static let markdown = "how Markdown is read is the same on every site"
    static let code = "no code runs while a site is built"
    static let languages = "a site has one language"
    static let versions = "there are no versions; publish each as a site of its own"
    static let menu = "write it into `navigation`, which takes pages and addresses too"
    static let sidebar =
      "the pages of a folder are listed by `order` in their front matter, then by title"
    static let scripts =
      "put scripts and styles into `templates/assets/extra.js` and `extra.css`, or name them in `head`"
    static let social = "write the links into a page, such as `about.md`"
    static let addresses = "an address follows from the path of the file, or from `slug`"
    static let output = "it is about the tool's own build"
    static let search = "search has no such setting"
    static let redirects = "write earlier addresses into `aliases` of the page that they lead to"
  }
}
