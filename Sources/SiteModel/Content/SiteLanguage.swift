import Diagnostics
import Markdown
import YAML

/// A language of a site that has several: its pages are in a folder with its tag.
package struct SiteLanguage: Sendable {
  /// The language.
  package let tag: LanguageTag
  fileprivate let record: FieldValues

  /// The name of the folder of its pages, below that of all pages.
  package var folder: String { tag.text }

  /// The keys of a language.
  static let fields: [Field] = [
    Field("title", .text, "the site's name in this language"),
    Field("tagline", .text, "a description in one line"),
    Field("author", .text, "the author of pages that do not name one"),
    Field(
      "navigation", .records(SiteLink.fields, short: SiteLink.short),
      "the links of the bar; default: those of the site"),
    Field(
      "footer", .records(SiteLink.fields, short: SiteLink.short),
      "the links at the foot of each page; default: those of the site"),
    Field(
      "topics", .keyedRecords(SiteConfiguration.topicFields),
      "the titles and descriptions of topics in this language"),
  ]

  /// Reads the languages; a key that is no language is reported.
  ///
  /// - `marks`: The quotation marks of a language; `nil` without smart punctuation.
  static func all(
    _ record: FieldValues, _ root: YAMLNode?, _ source: SourceText,
    marks: ((LanguageTag) -> QuotationMarks)?, _ diagnostics: inout [Diagnostic]
  ) -> [SiteLanguage] {
    let key = SiteConfiguration.languagesKey
    let nodes = root?.entries.first { $0.key == key }?.value.entries ?? []
    return record.keyedRecords(key).compactMap { name, record in
      guard let tag = LanguageTag(name.text) else {
        diagnostics.append(LanguageTag.diagnostic(name, in: source))
        return nil
      }
      guard let marks, let node = nodes.first(where: { $0.key == name.text })?.value else {
        return SiteLanguage(tag: tag, record: record)
      }
      // The texts in each language have its quotation marks; what is wrong in them is reported already.
      var reader = FieldReader(source, owner: key, quotationMarks: marks(tag))
      return SiteLanguage(tag: tag, record: reader.read(node, fields))
    }
  }
}

extension SiteConfiguration {
  /// The links of the bar and the footer, which must lead somewhere.
  ///
  /// A language has those that the site has, as far as its pages are translated; only its own must lead somewhere.
  var ownLinks: [SiteLink] { translatedLinks ?? navigation + (footer ?? []) }

  /// The languages of the site with a folder each, that of the site first; empty for a site of one language.
  package var editions: [SiteLanguage] {
    guard !languages.isEmpty else { return [] }
    return languages.filter { $0.tag == languageTag } + languages.filter { $0.tag != languageTag }
  }

  /// Whether the pages of the site's own language are in a folder of their own, too.
  package var hasMainFolder: Bool { languages.contains { $0.tag == languageTag } }

  /// The folder of this language's files in the built site, with a slash at its end; empty for the site's own language.
  package var outputPrefix: String {
    isTranslation ? editionFolder.map { $0 + "/" } ?? "" : ""
  }

  /// The settings for the pages in one language, whose addresses are below its tag, but for the site's own language.
  package func edition(_ language: SiteLanguage) -> SiteConfiguration {
    var edition = self
    let record = language.record
    edition.title = record.text("title") ?? title
    edition.tagline = record.text("tagline") ?? tagline
    edition.author = record.text("author") ?? author
    let navigation = record.records("navigation").compactMap(SiteLink.init)
    let footer = record.records("footer").compactMap(SiteLink.init)
    if record.range(of: "navigation") != nil { edition.navigation = navigation }
    if record.range(of: "footer") != nil { edition.footer = footer }
    for (name, topic) in record.keyedRecords("topics") {
      guard let index = edition.topics.firstIndex(where: { $0.name == name.text }) else { continue }
      edition.topics[index].title = topic.text("title") ?? edition.topics[index].title
      edition.topics[index].description =
        topic.text("description") ?? edition.topics[index].description
    }
    edition.content = content.folder(language.folder)
    edition.editionFolder = language.folder
    edition.siteLanguageTag = languageTag
    if language.tag != languageTag {
      edition.languageTag = language.tag
      edition.isTranslation = true
      edition.translatedLinks = navigation + footer
      edition.address = address.below(language.folder)
    }
    return edition
  }
}
