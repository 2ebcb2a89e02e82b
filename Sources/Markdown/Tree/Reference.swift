import Diagnostics

/// One mention of something elsewhere: a link, a wiki link, an image or an embed.
///
/// The target is as the author wrote it; finding what it means is the site's work.
package struct Reference: Sendable, Hashable {
  package enum Form: String, Sendable {
    case link, image, wikiLink, embed
  }

  package var form: Form
  /// Without the fragment; backslash escapes and entities are resolved, percent signs are not.
  package var target: String
  /// What followed the first `#`, or `nil` where there was none.
  package var fragment: String?
  /// A wiki link's own label (`nil` asks for the target's title), or the plain text of a link.
  package var label: String?
  package var title: String?
  /// The target's text where it could be made sure of, else the line.
  package var place: SourcePlace
  /// The plain text of the sentence that it stands in, at most about 300 bytes, cut at a word.
  package var sentence: String

  package init(
    form: Form, target: String, fragment: String?, label: String? = nil, title: String? = nil,
    place: SourcePlace, sentence: String = ""
  ) {
    self.form = form
    self.target = target
    self.fragment = fragment
    self.label = label
    self.title = title
    self.place = place
    self.sentence = sentence
  }

  /// Whether the target names another server or program.
  ///
  /// It then starts with `//` or a scheme that a page may link to. Other colons are part of a name: `Interview: the guide`, `C:\page.md`.
  package var isExternal: Bool {
    target.utf8.starts(with: "//".utf8) || LinkScheme.isLinkable(target, isImage: form == .image)
  }

  /// What stands in plain text for a wiki link without a label, until its target's title is known.
  package var placeholder: String? {
    form == .wikiLink && label == nil ? PlainText.words(of: self) : nil
  }

  /// Target and fragment as they were written.
  package var url: String { fragment.map { "\(target)#\($0)" } ?? target }

  /// Splits at the first `#`.
  package static func split(_ url: String) -> (target: String, fragment: String?) {
    guard let hash = url.utf8.firstIndex(of: UInt8(ascii: "#")) else { return (url, nil) }
    return (String(url[..<hash]), String(url[url.utf8.index(after: hash)...]))
  }
}
