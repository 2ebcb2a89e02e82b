import Concurrency
import Diagnostics
import Markdown

/// The edits that move a page to another path and keep all links working.
///
/// Every reference of the site is resolved before and after the move. If the target differs, the reference
/// is rewritten, in the same style if possible. This includes references on other pages that the new name
/// makes ambiguous.
package struct PageRename {
  /// The page that moves.
  package let page: Page
  /// The new path.
  package let path: ContentPath
  /// The new file, by its path in the folder of the site.
  package let file: String
  /// The edits of each file, by its path in the folder of the site.
  package private(set) var edits: [String: SourceEdits] = [:]
  /// The number of rewritten references.
  package private(set) var count = 0
  /// The earlier address, which becomes a redirect; `nil` if the address does not change.
  package private(set) var redirect: Route?

  private let before: LinkResolver
  private let after: LinkResolver
  /// The id of each page after the move; -1 for pages that no longer exist.
  private let ids: [PageID]
  private let dataPaths: [ContentPath: ContentPath]

  /// Computes the edits.
  ///
  /// - `translations`: The same page in the other languages of the site. They stay its translations: those that name it
  ///   get its new name, and it names those that had the same place.
  /// - `others`: The site in the other languages, whose links to the page are rewritten.
  /// - `searchTests`: The file with search tests.
  /// - `data`: Looks up CSV files.
  package init(
    _ page: Page, to path: ContentPath, in site: Site, translations: [PageTranslation] = [],
    others: [Site] = [], searchTests: SourceText?, data: @escaping (ContentPath) -> SourceText?
  ) {
    self.page = page
    self.path = path
    file = site.configuration.content.path(of: path)
    let files = site.pages.filter { !$0.parsed.isGenerated }
    let folders = FolderPages(files.map { $0.id == page.id ? path : $0.path })
    let parsed = files.map { other in
      if other.id == page.id {
        return Self.moved(page, to: path, at: folders.place(of: path), site, data)
      }
      // A page beside a folder of its name is the page of that folder, while the folder has pages.
      let place = folders.place(of: other.path)
      return place == other.place
        ? other.parsed
        : .parse(
          other.path, at: place, other.source, options: site.configuration.markdown, data: data)
    }
    before = LinkResolver(pages: site.pages, catalog: site.catalog)
    let placed = PlacedPages(
      GeneratedPages(site.configuration).completing(parsed),
      at: site.configuration.address)
    let pages = placed.pages
    after = LinkResolver(
      pages: pages,
      catalog: PageCatalog(
        site.configuration, placed, unpublished: [], files: site.files,
        outputs: site.catalog.givenOutputs, unread: site.catalog.unread.paths))
    let numbers = Dictionary(
      pages.map { ($0.path, $0.id) }, uniquingKeysWith: { first, _ in first })
    // The generated page of a folder disappears with its last page, which breaks links to it.
    ids = site.pages.map { numbers[$0.id == page.id ? path : $0.path] ?? -1 }
    let now = numbers[path].map { pages[$0] }
    dataPaths = Dictionary(
      zip(page.dataPaths, now?.dataPaths ?? []).map {
        (ContentPath($0.text), ContentPath($1.text))
      },
      uniquingKeysWith: { first, _ in first })
    let spellings = site.pages.concurrentMap { [before, after, ids, dataPaths] other in
      SpellingChanges(
        of: other, site, before: before, after: after, ids: ids, dataPaths: dataPaths
      ).edits
    }
    for (other, edits) in zip(site.pages, spellings) {
      for edit in edits where add(edit, to: other.source) { count += 1 }
    }
    for other in others {
      for (source, edit) in LanguageLinkEdits.all(in: other, of: page, in: site, to: path)
      where add(edit, to: source) { count += 1 }
    }
    for edit in Self.fileFields(of: page, at: path) { add(edit, to: page.source) }
    if let now { keep(addressAfter: now, translations, site.configuration.languageTag) }
    if let searchTests { renameInTests(searchTests, site) }
  }

  /// The page at its new path, before links and aliases are rewritten.
  private static func moved(
    _ page: Page, to path: ContentPath, at place: ContentPath, _ site: Site,
    _ data: @escaping (ContentPath) -> SourceText?
  ) -> ParsedPage {
    var edits = SourceEdits()
    for edit in fileFields(of: page, at: path) { _ = edits.add(edit) }
    let source = SourceText(
      name: site.configuration.content.path(of: path), bytes: edits.applied(to: page.source.bytes))
    return ParsedPage.parse(
      path, at: place, source, options: site.configuration.markdown, data: data)
  }

  /// Edits of the fields that contain relative file paths.
  private static func fileFields(of page: Page, at path: ContentPath) -> [SourceEdits.Edit] {
    page.type.fields.compactMap { field in
      guard case .file = field.kind, let name = page.record.locatedText(field.name),
        !LinkScheme.isLinkable(name.text),
        let file = page.path.resolving(name.text), path.resolving(name.text) != file
      else { return nil }
      let text = LinkSpelling.relative(file.text, from: path.folder)
      return SourceEdits.Edit(
        name.range, page.source.yamlScalar(text, replacing: name.range))
    }
  }

  /// Keeps the earlier address and the translations of the page.
  private mutating func keep(
    addressAfter now: Page, _ translations: [PageTranslation], _ language: LanguageTag
  ) {
    let matter = FrontMatter.read(page.source, type: page.type)
    var changes: [FrontMatterChange] = []
    if now.ownRoute != page.ownRoute {
      redirect = page.ownRoute
      let alias = "/" + page.ownRoute.text
      changes.append(AliasEdit(alias, to: page, matter, replacing: now.ownRoute).change)
    }
    var unnamed: [PageTranslation] = []
    for translation in translations {
      if let name = translation.name(in: language) {
        let source = translation.page.source
        let text = source.yamlScalar(path.reference, replacing: name.range)
        if add(SourceEdits.Edit(name.range, text), to: source) { count += 1 }
      } else if translation.page.place == page.place {
        unnamed.append(translation)
      }
    }
    changes += [TranslationEdit(unnamed, to: page, matter)].compactMap { $0?.change }
    var lines: [String] = []
    for change in changes {
      switch change {
      case .edit(let edit): add(edit, to: page.source)
      case .line(let line): lines.append(line)
      }
    }
    if !lines.isEmpty {
      add(FrontMatterChange.adding(lines, to: page.source, matter), to: page.source)
    }
  }

  private mutating func renameInTests(_ source: SourceText, _ site: Site) {
    for test in SearchTest.read(source, site: site).tests where test.page == page.id {
      let text = source.yamlScalar(
        path.reference, replacing: test.pageRange)
      if add(SourceEdits.Edit(test.pageRange, text), to: source) { count += 1 }
    }
  }

  /// Adds an edit of a source, shifted by the byte-order mark that the file on disk can have.
  @discardableResult
  private mutating func add(_ edit: SourceEdits.Edit, to source: SourceText) -> Bool {
    let shift = source.byteOrderMarkLength
    let range = edit.range.lowerBound + shift..<edit.range.upperBound + shift
    return edits[source.name, default: SourceEdits()].add(SourceEdits.Edit(range, edit.text))
  }
}
