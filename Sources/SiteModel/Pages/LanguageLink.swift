import Markdown

/// A link from a page to a page or file in another language of the site.
///
/// Each language is linked as a site of its own, so the target is looked up when all languages are linked.
package struct LanguageLink: Sendable, Hashable {
  /// The language that the link leads to.
  package let tag: LanguageTag
  /// The path or address of the target below the folder of the language, or the name of a page.
  package let name: String
  /// The part after `#`; `nil` where there is none.
  package let fragment: String?
  /// How the text refers to the target.
  let kind: LinkKind

  /// The link to the target itself.
  var withoutFragment: LanguageLink {
    LanguageLink(tag: tag, name: name, fragment: nil, kind: kind)
  }
}
