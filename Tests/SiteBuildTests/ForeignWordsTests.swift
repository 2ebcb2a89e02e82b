import DefaultTheme
import Foundation
import SiteBuild
import SiteModel
import Testing

@testable import Search

/// No page in German or Arabic shows an English word of the theme.
@Suite struct ForeignWordsTests {
  private static let folder = GuideTests.root.appending(path: "Tests/GoldenSites/languages")
  /// Names that are the same in every language, among them those of languages, and keys of keyboards.
  private static let names: Set<String> = [
    "CSV", "JSON", "EPUB", "PDF", "Enter", "Waymark", "Deutsch", "English",
  ]

  private func site() throws -> TestSite {
    var site = try TestSite(folder: Self.folder)
    site.options.wholeGuide = [.print, .epub]
    return site
  }

  @Test("Neither pages, feeds, maps, EPUBs nor what scripts say have English words")
  func words() throws {
    let found = Self.foreign(try site().build())
    #expect(found == [])
  }

  @Test(
    "An English word is found wherever it stands",
    arguments: [
      "<p>In short</p>", "<p title=\"On this page\"></p>", "<p aria-label='Next step'></p>",
      "<p data-words='Copy link'></p>", "<img alt=\"Related pages\" src=\"\">",
    ])
  func planted(_ markup: String) throws {
    var site = try site()
    let template = "{% extends 'theme:faq.html' %}{% block after %}\(markup){% endblock %}"
    site.files["templates/faq.html"] = Array(template.utf8)
    let found = Self.foreign(site.build())
    #expect(found.contains { $0.hasPrefix("de: faq/pets/") }, "\(found)")
    #expect(found.contains { $0.hasPrefix("ar: faq/pets/") }, "\(found)")
  }

  // MARK: Finding words

  private static func foreign(_ build: BuildResult) -> [String] {
    #expect(build.languages.count == 3)
    return build.languages.flatMap { part -> [String] in
      let language = part.site.configuration.languageTag
      guard language.code != "en" else { return [] }
      let english = englishWords(besides: part)
      var found: [String] = []
      for file in part.output.files {
        let texts =
          file.path.text.hasSuffix(".epub")
          ? texts(ofEPUB: file.bytes)
          : texts(of: file.path.text, String(decoding: file.bytes, as: UTF8.self))
        for text in texts {
          let hits = language.code == "ar" ? latinWords(in: text) : english.filter(text.holds)
          found += hits.map { "\(language.text): \(file.path.text): \($0) in “\(text.prefix(60))”" }
        }
      }
      return found
    }
  }

  /// The words of a text in Latin letters, but names and addresses.
  private static func latinWords(in text: String) -> [String] {
    text.replacing(/{[a-z_]+}/, with: " ").split(whereSeparator: \.isWhitespace).map(String.init)
      .filter { !$0.contains(/[\/_@=.]/) }
      .flatMap { $0.matches(of: /[A-Za-z]{2,}/).map { String($0.0) } }
      .filter { !names.contains($0) }
  }

  /// What the theme says in English and neither the theme nor the authors say in the language, too.
  private static func englishWords(besides part: BuildResult) -> [String] {
    let strings = part.site.configuration.strings
    let language = part.site.configuration.languageTag
    let own =
      (strings.names.flatMap { forms(strings.strings(in: language).forms($0)) }
      + part.sources.all.filter { !$0.name.hasPrefix("templates/") }.map {
        String(decoding: $0.bytes, as: UTF8.self)
      }).joined(separator: "\n")
    let pieces = strings.names.filter { $0 != "language_name" }.flatMap { name in
      forms(strings.strings(in: .english).forms(name)).flatMap { text in
        text.split(separator: /{[a-z_]+}/).map { piece in
          piece.trimmingCharacters(in: .whitespaces.union(.punctuationCharacters))
        }
      }
    }
    return Set(pieces).filter { $0.contains(/[A-Za-z]{3}/) && !own.holds($0) }.sorted()
  }

  private static func forms(_ forms: LanguageStrings.Forms) -> [String] {
    switch forms {
    case .text(let text): [text]
    case .plural(let forms): Array(forms.values)
    case .list(let texts): texts
    }
  }

  /// What readers see or hear of a file.
  private static func texts(of path: String, _ text: String) -> [String] {
    switch path.split(separator: ".").last {
    case "html": htmlTexts(text)
    case "xml" where path.hasSuffix("feed.xml"):
      htmlTexts(text.replacing("&lt;", with: "<").replacing("&gt;", with: ">"))
    case "json": (try? JSONSerialization.jsonObject(with: Data(text.utf8))).map(jsonTexts) ?? []
    case "txt" where path.hasSuffix("llms.txt"): [text.replacing(/\(http[^)]*\)/, with: "")]
    default: []
    }
  }

  /// What readers see or hear of the pages of an EPUB.
  private static func texts(ofEPUB bytes: [UInt8]) -> [String] {
    let pages = zippedFiles(in: bytes).filter { $0.name.hasSuffix("html") }
    let found = pages.flatMap { htmlTexts(String(decoding: $0.bytes, as: UTF8.self)) }
    #expect(found.count > 50)
    return found
  }

  /// The files of a ZIP archive, read from the headers before them.
  private static func zippedFiles(in archive: [UInt8]) -> [(name: String, bytes: [UInt8])] {
    func number(_ offset: Int, _ size: Int) -> Int {
      archive[offset..<offset + size].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    var files: [(String, [UInt8])] = []
    var start = 0
    while number(start, 4) == 0x0403_4B50 {
      let (nameLength, extraLength) = (number(start + 26, 2), number(start + 28, 2))
      let name = archive[start + 30..<start + 30 + nameLength]
      let data = start + 30 + nameLength + extraLength
      let end = data + number(start + 18, 4)
      var bytes = Array(archive[data..<end])
      if number(start + 8, 2) == 8 {
        // gzip has the same stream, checksum and size.
        let stream = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF] + bytes
        let trailer = archive[start + 14..<start + 18] + archive[start + 22..<start + 26]
        do { bytes = try Gzip.decompress(stream + trailer) } catch {
          Issue.record("the EPUB cannot be read: \(error)")
        }
      }
      files.append((String(decoding: name, as: UTF8.self), bytes))
      start = end
    }
    return files
  }

  private static func htmlTexts(_ text: String) -> [String] {
    // What is in another language says so.
    var text = text.replacing(/<(span|a|p)[^>]* lang="[a-z]+"[^>]*>[^<]*<\/\1>/, with: "")
    var texts: [String] = []
    for script in text.matches(of: /(?s)<script[^>]*ld\+json[^>]*>(.*?)<\/script>/) {
      texts += (try? JSONSerialization.jsonObject(with: Data(script.1.utf8))).map(jsonTexts) ?? []
    }
    text.replace(/(?s)<(script|style)\b.*?<\/\1>|<!--.*?-->/, with: "")
    for match in text.matches(of: /\b([a-z-]+)=("[^"]*"|'[^']*')/) {
      let name = match.1
      let isRead =
        ["aria-label", "title", "placeholder", "alt", "label", "value"].contains(name)
        || name.hasPrefix("data-") && match.2.contains(" ")
      if isRead { texts.append(String(match.2.dropFirst().dropLast()).plain) }
    }
    for meta in text.matches(of: /<meta[^>]*(description|title|alt|site_name)" content="([^"]*)"/) {
      texts.append(String(meta.2).plain)
    }
    return texts + text.split(separator: /<[^>]*>/).map { String($0).plain }.filter { !$0.isEmpty }
  }

  private static func jsonTexts(_ value: Any) -> [String] {
    switch value {
    case let text as String: text.hasPrefix("http") ? [] : htmlTexts(text)
    case let list as [Any]: list.flatMap(jsonTexts)
    case let fields as [String: Any]:
      fields.filter {
        !["@type", "@context", "url", "id", "language", "inLanguage"].contains($0.key)
      }
      .values.flatMap(jsonTexts)
    default: []
    }
  }
}

extension String {
  /// The text without entities and outer spaces.
  fileprivate var plain: String {
    replacing("&quot;", with: "\"").replacing("&amp;", with: "&").replacing(
      /&[a-z#0-9]+;/, with: " "
    )
    .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Whether the text has a word or a phrase.
  fileprivate func holds(_ phrase: String) -> Bool {
    ranges(of: phrase).contains { range in
      let before = range.lowerBound > startIndex ? self[index(before: range.lowerBound)] : " "
      let after = range.upperBound < endIndex ? self[range.upperBound] : " "
      return !before.isLetter && !after.isLetter && before != "/" && after != "/"
    }
  }
}
