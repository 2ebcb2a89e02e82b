import Diagnostics

/// The same page as another in another language of the site.
package struct PageTranslation {
  let tag: LanguageTag
  let page: Page

  /// - `tag`: The language of the page.
  package init(_ tag: LanguageTag, _ page: Page) { (self.tag, self.page) = (tag, page) }

  /// The name that the page's front matter gives to the one in a language.
  func name(in tag: LanguageTag) -> LocatedText? {
    page.record.record("translations")?.locatedText(tag.text)
  }
}

/// The change by which a page names its translations in front matter.
struct TranslationEdit {
  let change: FrontMatterChange

  /// Adds names of translations to those that the page has; `nil` if there are none.
  init?(_ translations: [PageTranslation], to page: Page, _ matter: FrontMatter) {
    if translations.isEmpty { return nil }
    let entries = translations.map { ($0.tag.text, $0.page.reference) }
    let source = page.source
    if let record = page.record.record("translations"), let last = record.names.last,
      let text = record.locatedText(last), let range = page.record.range(of: "translations")
    {
      change = .edit(Self.appending(entries, after: text.range, in: range, of: source))
    } else if matter.isTOML {
      let list = entries.map { "\($0) = \"\($1)\"" }.joined(separator: ", ")
      change = .line("translations = {\(list)}")
    } else {
      let list = entries.map { "\($0): \($1)" }.joined(separator: ", ")
      change = .line("translations: {\(list)}")
    }
  }

  /// Adds entries behind the last one, in a list in braces or on lines of their own.
  private static func appending(
    _ entries: [(String, String)], after last: Range<Int>, in range: Range<Int>,
    of source: SourceText
  ) -> SourceEdits.Edit {
    if source.bytes[range.lowerBound] == UInt8(ascii: "{") {
      let list = entries.map { ", \($0): \($1)" }.joined()
      return SourceEdits.Edit(last.upperBound..<last.upperBound, list)
    }
    let line = source.lines.range(ofLine: source.lines.line(at: last.lowerBound))
    let start = FrontMatterChange.lineEnd(of: source) + source.text(line).prefix { $0 == " " }
    let lines = entries.map { "\(start)\($0): \($1)" }.joined()
    return SourceEdits.Edit(line.upperBound..<line.upperBound, lines)
  }
}
