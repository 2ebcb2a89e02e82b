import SiteModel

extension PageRename {
  /// Computes the edits for a page of a build, or of one of its languages, which is `part`.
  package init(
    _ page: Page, to path: ContentPath, in part: BuildResult, of build: BuildResult
  ) {
    let sites = build.languages.map(\.site)
    let here = sites.firstIndex {
      $0.configuration.languageTag == part.site.configuration.languageTag
    }
    let table = Translations(sites)
    let translations = sites.enumerated().compactMap { index, site -> PageTranslation? in
      guard let here, index != here,
        let place = table.place(of: page.place.text, from: here, in: index)
      else { return nil }
      return site.pages.first { $0.place.text == place }.map {
        PageTranslation(site.configuration.languageTag, $0)
      }
    }
    self.init(
      page, to: path, in: part.site, translations: translations,
      others: sites.filter {
        $0.configuration.languageTag != part.site.configuration.languageTag
      }, searchTests: part.sources.searchTests, data: part.sources.fileTexts)
  }
}
