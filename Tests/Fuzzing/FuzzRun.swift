import Concurrency
import DefaultTheme
import SiteBuild
import SiteModel

/// Builds sites by their seeds and finds what is wrong with a build.
package struct FuzzRun {
  /// The most memory that building may have taken, in MiB.
  private static let memoryLimit = 3072
  private static let day = CalendarDate("2026-11-21")

  private let guide: [String: [UInt8]]
  private let theme = Theme(files: DefaultTheme.files)

  /// - Parameter guide: The files of a site that is changed by chance.
  package init(guide: [String: [UInt8]]) {
    self.guide = guide
  }

  /// What is wrong with the site of a seed, or `nil`.
  package func faultOfSite(_ seed: UInt64) -> String? {
    FuzzWatch.watching(seed) {
      var grammar = SiteGrammar(seed: seed)
      let files =
        grammar.chance.once(in: 3) ? changedGuide(&grammar) : grammar.grown()
      return fault(in: files, &grammar)
    }
  }

  /// Some pages of the guide, with edits.
  private func changedGuide(_ grammar: inout SiteGrammar) -> [String: [UInt8]] {
    var files = guide.filter { !$0.key.hasPrefix("templates/") }
    let pages = files.keys.filter { $0.hasSuffix(".md") }.sorted()
    for page in pages where !grammar.chance.once(in: 8) { files[page] = nil }
    if grammar.chance.once(in: 3) {
      let templates = guide.keys.filter { $0.hasPrefix("templates/") && $0.hasSuffix(".html") }
      let name = grammar.chance.pick(templates.sorted() + ["templates/page.html"])
      files[name] = guide[name]
    }
    return grammar.changed(files, edits: 1 + grammar.chance.number(6))
  }

  private func fault(in files: [String: [UInt8]], _ grammar: inout SiteGrammar) -> String? {
    guard let day = Self.day else { return "no day" }
    var options = SiteBuilder.Options(day: day)
    options.includesDrafts = grammar.chance.once(in: 2)
    options.includesFuture = grammar.chance.once(in: 2)
    options.includesHints = grammar.chance.once(in: 2)
    options.isPreview = grammar.chance.once(in: 2)
    if grammar.chance.once(in: 3) { options.wholeGuide = [.print, .epub] }
    let builder = SiteBuilder(theme: theme, options: options)
    let sources = SourceTree(files: files)
    let build = builder.build(sources)
    let serial = Workers.$isSerial.withValue(true) { builder.build(sources) }
    if let difference = Self.difference(build, serial) { return "one core: \(difference)" }

    var incremental = IncrementalBuilder(builder)
    var indexer = IncrementalIndexer(builder)
    _ = incremental.buildPages(sources)
    let edited = SourceTree(files: grammar.changed(files, edits: 1 + grammar.chance.number(2)))
    var rebuilt = incremental.buildPages(edited).result
    indexer.complete(&rebuilt)
    if let difference = Self.difference(builder.build(edited), rebuilt) {
      return "after an edit: \(difference)"
    }
    return FuzzWatch.peakMemory > Self.memoryLimit ? "memory: \(FuzzWatch.peakMemory) MiB" : nil
  }

  private static func difference(
    _ expected: BuildResult, _ found: BuildResult
  ) -> String? {
    if expected.diagnostics != found.diagnostics {
      let (some, others) = (Set(expected.diagnostics), Set(found.diagnostics))
      let odd = some.symmetricDifference(others).map { "\($0.rule.id): \($0.message)" }.sorted()
      return "other diagnostics: \(odd.prefix(5))"
    }
    let (files, others) = (expected.output.files, found.output.files)
    if files.map(\.path) != others.map(\.path) { return "other files" }
    for (file, other) in zip(files, others) where file.bytes != other.bytes {
      return "`\(file.path.text)` differs"
    }
    return nil
  }

  // MARK: Pages

  /// How many pages a seed of `faultOfPages` stands for.
  package static let pagesOfSeed = 200

  /// What is wrong with a site of many pages that end in everything, or `nil`.
  package func faultOfPages(_ seed: UInt64) -> String? {
    FuzzWatch.watching(seed) {
      guard let day = Self.day else { return "no day" }
      var grammar = SiteGrammar(seed: seed)
      let names = (0..<Self.pagesOfSeed).map { "p\($0)" }
      var files: [String: [UInt8]] = [:]
      files["waymark.yml"] = Array(
        "title: A\nmarkdown: {smart_punctuation: \(grammar.chance.once(in: 2)), html: \(grammar.chance.word("allow|drop"))}\n"
          .utf8)
      for name in names {
        let folder = grammar.chance.word("articles|articles|tables|faq|glossary|checklists|other")
        var markdown = MarkdownGrammar(
          chance: grammar.chance, targets: (0..<6).map { _ in grammar.chance.pick(names) })
        files["content/\(folder)/\(name).md"] = Array(markdown.text().utf8)
        grammar.chance = markdown.chance
      }
      let sources = SourceTree(files: files)
      let builder = SiteBuilder(theme: Self.plainTheme, options: SiteBuilder.Options(day: day))
      let build = builder.build(sources)
      guard seed % 8 == 0 else { return nil }
      let serial = Workers.$isSerial.withValue(true) { builder.build(sources) }
      return Self.difference(build, serial)
    }
  }

  /// A theme that shows the text of a page and little else.
  private static let plainTheme: Theme = {
    let page =
      "{{ page.title }}{{ page.body }}{% for q in page.questions %}{{ q.body }}{% endfor %}"
    let names = DefaultTheme.files.map(\.path).filter { $0.hasSuffix(".html") }
    return Theme(
      files: names.map { name in
        let text =
          name.hasPrefix("embeds/")
          ? "{{ embed.body }}" : name.contains("/") || name == "redirect.html" ? "" : page
        return (name, Array(text.utf8))
      })
  }()
}
