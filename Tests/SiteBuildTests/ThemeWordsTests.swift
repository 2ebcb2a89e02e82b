import DefaultTheme
import Diagnostics
import Foundation
import SiteModel
import TestSupport
import Testing
import YAML

/// The words of the theme stand in its files of words only, and every language has all of them.
@Suite struct ThemeWordsTests {
  private static let templates = DefaultTheme.files.filter { $0.path.hasSuffix(".html") }
    .map { (path: $0.path, text: String(decoding: $0.bytes, as: UTF8.self)) }
  private static let files = SiteStrings.files(
    DefaultTheme.files.map {
      (name: $0.path, source: SourceText(name: "theme/" + $0.path, bytes: $0.bytes))
    })

  @Test("A template has no words of its own", arguments: templates.map(\.path))
  func templateWords(_ path: String) throws {
    let text = try #require(Self.templates.first { $0.path == path }).text
    let code = text.replacing(/(?s){#.*?#}/, with: "")
    var markup = code.replacing(/(?s){%.*?%}|{{.*?}}/, with: "")
    markup.replace(/(?s)<script[^>]*ld\+json.*?<\/script>/, with: "")
    let attribute = /\b(aria-label|alt|title|placeholder|data-[a-z-]+)="([^"]*)"/
    let shown =
      markup.matches(of: attribute).map { String($0.2) }
      + markup.replacing(/(?s)<[^>]*>/, with: "\n").replacing(/&[a-z]+;/, with: "").split(
        separator: "\n"
      ).map(String.init)
    #expect(shown.filter { $0.contains(/[A-Za-z]{2}/) } == [])
    // Names of types in structured data are no words.
    let named = ["FAQPage", "CollectionPage", "WebPage", "Organization", "Person"]
    let literals = code.matches(of: /(?s){{.*?}}|{%.*?%}/).flatMap { expression in
      expression.0.matches(of: /'([^']*)'/).map { String($0.1) }
    }
    let words = literals.filter { literal in
      literal.contains(/[A-Z][a-z]|[a-z] [a-z]/) && !named.contains(literal)
        && !literal.hasPrefix("<")
    }
    #expect(words == [])
  }

  @Test("A script has no words of its own")
  func scripts() {
    for (path, bytes) in DefaultTheme.files where path.hasSuffix(".js") {
      let code = String(decoding: bytes, as: UTF8.self).replacing(/(^|\s)\/\/[^\n]*/, with: "")
      // No selectors, which begin with a lower-case letter, and no names of classes.
      let words = code.matches(of: /'([^'\n]*)'|`([^`]*)`/).map { literal in
        String(literal.1 ?? literal.2 ?? "").replacing(/\${[^}]*}/, with: "")
      }.filter { $0.contains(/^[A-Z][a-z]+( |$|…)|[a-z]{2} [a-z]+ [a-z]{2}/) }
      #expect(words.filter { !Self.isCode($0) } == [], "\(path)")
    }
  }

  /// Whether a text of a script names a key, an event or a part of a page.
  private static func isCode(_ text: String) -> Bool {
    ["Escape", "Enter", "Not", "Array"].contains(text)
      || text.contains(/[.#:\[(]/)
  }

  @Test("Every language has every word, with the same places and the forms that it needs")
  func languages() throws {
    let english = try #require(Self.files["en"])
    let words = YAMLReader.read(english, 0..<english.bytes.count).0?.entries ?? []
    #expect(words.count > 150)
    #expect(Set(Self.files.keys) == ["en", "de", "fr", "es", "ja", "ar"])
    for (code, source) in Self.files {
      let language = try #require(LanguageTag(code))
      #expect(StringsFile(source).errors == [], "\(code)")
      // As a site's own file, so that what does not fit is reported.
      let strings = SiteStrings(
        language, theme: ["en": english], replacing: code == "en" ? [:] : [code: source], own: [])
      #expect(strings.diagnostics.map(\.message) == [], "\(code)")
      let entries = YAMLReader.read(source, 0..<source.bytes.count).0?.entries ?? []
      #expect(entries.map(\.key) == words.map(\.key), "\(code)")
      let needed = Set((0...200).map { PluralCategory.of($0, in: language).rawValue })
      for entry in entries {
        let forms = entry.value.entries.map(\.key)
        #expect(forms.isEmpty || needed.isSubset(of: forms), "\(code): \(entry.key)")
      }
    }
  }

  @Test("The English kinds are called as the tool calls them")
  func kinds() throws {
    let strings = SiteStrings(.english, theme: Self.files, own: []).main
    for type in ContentTypes.builtIn.all {
      #expect(strings.label(of: type) == type.label)
      if type.isContent { #expect(strings.names.contains("kind_\(type.name)"), "\(type.name)") }
    }
  }

  @Test("Numbers have the forms that browsers choose")
  func plurals() throws {
    let file = GuideTests.root.appending(path: "Tests/SiteBuildTests/Plurals/rules.txt")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").filter {
      !$0.hasPrefix("#")
    }
    let numbers =
      Array(0...130)
      + [1000, 1001, 20_000, 40_000, 100_000, 100_002, 1_000_000, 1_000_001, 2_000_000]
    let letters: [PluralCategory: Character] = [
      .zero: "z", .one: "o", .two: "t", .few: "f", .many: "m", .other: "x",
    ]
    #expect(lines.count > 150)
    for line in lines {
      let parts = line.split(separator: " ")
      let language = try #require(LanguageTag(String(parts[0])))
      let found = String(numbers.compactMap { letters[PluralCategory.of($0, in: language)] })
      #expect(found == String(parts[1]), "\(parts[0])")
    }
  }
}
