import Diagnostics
import SiteModel

/// The languages of a site, each of which is built as a site of its own over its part of the sources.
///
/// So each has a home page, lists, a search index and feeds in its language. What they share are the assets, and the
/// translations of their pages.
struct Editions: Sendable {
  /// A language with its builder and its sources.
  struct Edition: Sendable {
    /// The folder of its files in the built site, with a slash at its end; empty for the site's own language.
    let prefix: String
    let tag: LanguageTag
    let builder: SiteBuilder
    let sources: SourceTree
  }

  /// The languages, that of the site first.
  let all: [Edition]
  /// Pages in no language's folder.
  private let diagnostics: [Diagnostic]
  private let sources: SourceTree

  /// Divides the sources of a site among its languages.
  init(_ builder: SiteBuilder, _ sources: SourceTree, _ configuration: SiteConfiguration) {
    let languages = configuration.editions
    let folders = languages.map(\.folder)
    var all: [Edition] = []
    if !configuration.hasMainFolder {
      all.append(
        Edition(
          prefix: "", tag: configuration.languageTag, builder: builder,
          sources: sources.edition(in: nil, besides: folders)))
    }
    all += languages.map { language in
      let isMain = language.tag == configuration.languageTag
      return Edition(
        prefix: isMain ? "" : language.folder + "/", tag: language.tag,
        builder: builder.building(language),
        sources: sources.edition(
          in: language.folder, besides: folders.filter { $0 != language.folder }))
    }
    self.all = all
    self.sources = sources
    let prefixes = folders.map { $0 + "/" }
    var outside: [(source: SourceText, message: String)] = []
    if configuration.hasMainFolder {
      outside = sources.pages.filter { page in !prefixes.contains(where: page.name.hasPrefix) }
        .map { ($0.source, "this page is in no language's folder, so it is not published") }
      outside +=
        sources.searchTests.map {
          [($0, "these search tests are in no language's folder, so they are not run")]
        } ?? []
    }
    diagnostics =
      sources.diagnostics
      + outside.map { source, message in
        Diagnostic(
          .outsideLanguages, message, at: source.location,
          help: "move it to "
            + folders.map { "`\(configuration.content.prefix)\($0)/`" }.joined(separator: " or "))
      }
  }

  /// Builds every language.
  func build(entering stage: (Stage) -> Void) -> BuildResult {
    let linked = all.map { edition in
      edition.builder.linked(
        edition.sources, edition.builder.settings(of: edition.sources), entering: stage)
    }
    let translations = Translations(linked.map(\.site), files: linked.map(\.copied))
    let results = zip(all, linked).map { edition, linked in
      edition.builder.finished(linked, translations, entering: stage)
    }
    var result = joined(results, translations)
    result.addAddressList()
    return result
  }

  /// One result of those of every language.
  func joined(_ results: [BuildResult], _ translations: Translations) -> BuildResult {
    BuildResult(
      joining: results, prefixes: all.map(\.prefix), of: sources,
      diagnostics: diagnostics + translations.diagnostics)
  }
}
