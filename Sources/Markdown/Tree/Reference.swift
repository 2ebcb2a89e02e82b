import Diagnostics
import Text

/// A link, wiki link, image or embed.
///
/// The target is as the author wrote it. The site resolves it.
package struct Reference: Sendable, Hashable {
  /// How the text refers to the target.
  package var kind: LinkKind
  /// The target without the fragment.
  ///
  /// Backslash escapes and entities are decoded, percent-encoding is not.
  package var target: String
  /// The part after the first `#`; `nil` where there is no `#`.
  package var fragment: String?
  /// The plain text of a link, or the label of a wiki link (`nil` where it shows the target's title).
  package var label: String?
  /// The title in quotation marks of a link or image.
  package var title: String?
  /// The range of the target in the source if it could be verified, otherwise its line.
  package var place: SourcePlace
  /// Whether an image is named by its file, as in `![[picture.png]]`, instead of by an address.
  package var isFileName = false
  /// The width at which the author wants an image to be shown; `nil` if it is not given.
  package var width: ImageLength?
  /// The height at which the author wants an image to be shown; `nil` if it is not given.
  package var height: ImageLength?
  /// The plain text of the sentence around it, cut at words to about 300 bytes.
  package var sentence: String

  /// Makes a reference from its parts.
  package init(
    kind: LinkKind, target: String, fragment: String?, label: String? = nil, title: String? = nil,
    place: SourcePlace, sentence: String = ""
  ) {
    self.kind = kind
    self.target = target
    self.fragment = fragment
    self.label = label
    self.title = title
    self.place = place
    self.sentence = sentence
  }

  /// Whether the target leads to another server or program: it starts with `//` or with a scheme.
  ///
  /// In the name of a page only known schemes count, because others may be words, as in `Interview: the guide`.
  package var isExternal: Bool {
    target.utf8.starts(with: "//".utf8) || LinkScheme.isLinkable(target, isImage: kind == .image)
      || kind == .link && LinkScheme.isOfProgram(target)
  }

  /// The plain text of a wiki link without a label before its target's title is known; `nil` for other references.
  package var provisionalLabel: String? {
    kind == .wikiLink && label == nil ? PlainText.words(of: self) : nil
  }

  /// The query of an address with its `?`; empty where there is none.
  package var query: Substring {
    guard kind == .link || kind == .image, !isFileName,
      let mark = target.utf8.firstIndex(of: UInt8(ascii: "?"))
    else { return "" }
    return target[mark...]
  }

  /// The scheme and host of an image on another site, in the form of a Content-Security-Policy; `nil` for other
  /// references.
  package var mediaSource: String? {
    guard kind == .image else { return nil }
    var rest = target[...]
    var scheme = ""
    for name in ["https:", "http:"] where rest.lowercased().hasPrefix(name) {
      scheme = name
      rest = rest.dropFirst(name.count)
    }
    guard rest.hasPrefix("//") else { return nil }
    let host = rest.dropFirst(2).prefix { !"/?\\".contains($0) }.split(separator: "@").last ?? ""
    let isPlain = host.utf8.allSatisfy { $0.isASCIIAlphanumeric || "-.:".utf8.contains($0) }
    // A policy cannot name the host of an international domain as it is written.
    if host.isEmpty || !isPlain { return scheme.isEmpty ? "https:" : scheme }
    return (scheme.isEmpty ? "" : scheme + "//") + host.lowercased()
  }

  /// Target and fragment as written.
  package var url: String { fragment.map { "\(target)#\($0)" } ?? target }

  /// Splits an address at its first `#`.
  package static func split(_ url: String) -> (target: String, fragment: String?) {
    guard let hash = url.utf8.firstIndex(of: UInt8(ascii: "#")) else { return (url, nil) }
    return (String(url[..<hash]), String(url[url.utf8.index(after: hash)...]))
  }
}
