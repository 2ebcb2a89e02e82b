import Diagnostics
import Markdown
import Text

/// The edits of one page that keep the targets of its references when a page moves.
struct SpellingChanges {
  private(set) var edits: [SourceEdits.Edit] = []

  private let page: Page
  /// The same page after the move.
  private let moved: Page
  private let before: LinkResolver
  private let after: LinkResolver
  private let ids: [PageID]
  private let dataPaths: [ContentPath: ContentPath]
  /// Whether the target of a reference is in a link definition.
  private var hasDefinitions = false

  init(
    of page: Page, _ site: Site, before: LinkResolver, after: LinkResolver, ids: [PageID],
    dataPaths: [ContentPath: ContentPath]
  ) {
    self.page = page
    self.before = before
    self.after = after
    self.ids = ids
    self.dataPaths = dataPaths
    let id = ids[page.id]
    moved = id < 0 ? page : after.pages[id]
    guard id >= 0, !page.parsed.isGenerated else { return }
    for (reference, target) in zip(page.parsed.references, site.links[page.id].targets) {
      change(reference, target)
    }
    for name in page.fieldReferences {
      guard let target = site.fieldTargets[page.id][name.range.lowerBound] else { continue }
      change(name, target)
    }
    if hasDefinitions { changeDefinitions(site.configuration.markdown) }
  }

  /// The same target after the move; `nil` if it no longer exists or is not on the site.
  private func mapped(_ target: LinkTarget) -> LinkTarget? {
    switch target {
    case .page(let id, let anchor): ids[id] < 0 ? nil : .page(ids[id], anchor: anchor)
    case .file(let path): .file(dataPaths[path] ?? path)
    // A page stays in the folder of its language, so only its relative links change.
    case .language: target
    case .external, .broken: nil
    }
  }

  // MARK: Texts

  private mutating func change(_ reference: Reference, _ target: LinkTarget) {
    guard !reference.target.isEmpty, let wanted = mapped(target), !means(reference, wanted),
      case .range(let place) = reference.place
    else { return }
    guard let range = WrittenTarget(reference, at: place, in: page.source).range else {
      hasDefinitions = true
      return
    }
    var page = wanted
    if case .page(let id, _) = wanted { page = .page(id, anchor: nil) }
    if case .language(let link) = wanted { page = .language(link.withoutFragment) }
    let spellings = spellings(of: reference, target, wanted)
    if let text = after.written(spellings, for: reference, from: moved, leadingTo: page) {
      edits.append(SourceEdits.Edit(range, text))
    }
  }

  private func means(_ reference: Reference, _ target: LinkTarget) -> Bool {
    switch after.resolve(reference, from: moved) {
    case .target(let found): found == target
    // A link with a missing fragment leads to the page.
    case .failure(.anchor(let id, _)): target == .page(id, anchor: nil)
    case .failure: false
    }
  }

  private func spellings(
    of reference: Reference, _ target: LinkTarget, _ wanted: LinkTarget
  ) -> [String] {
    let address = String(reference.target.prefix { $0 != "?" }).percentDecoded
    switch (target, wanted) {
    case (.page(let old, _), .page(let new, _)) where reference.isWikiLink:
      return LinkSpelling.names(
        like: reference.target, of: before.pages[old], now: after.pages[new])
    case (.page, .page(let new, _)):
      return LinkSpelling.addresses(like: address, of: after.pages[new], in: moved.path)
    case (_, .file(let file)) where reference.isWikiLink:
      return LinkSpelling.names(of: file, in: moved.path)
    case (_, .file(let file)):
      return LinkSpelling.addresses(like: address, of: file, in: moved.path)
    case (_, .language):
      // The way down from where the page was, below the way up from where it is.
      let whole = ContentPath("x/" + page.path.text).resolving(address)?.text
      return whole.map { [LinkSpelling.relative($0, from: "x/" + moved.path.folder)] } ?? []
    default: return []
    }
  }

  // MARK: Elsewhere

  private mutating func change(_ name: LocatedText, _ target: PageID) {
    func means(_ name: String) -> Bool {
      if case .page(ids[target]) = after.catalog.names[name] { return true }
      return false
    }
    guard ids[target] >= 0, !means(name.text) else { return }
    let spellings = LinkSpelling.names(
      like: name.text, of: before.pages[target], now: after.pages[ids[target]])
    guard let spelling = spellings.first(where: means) else { return }
    let text = page.source.yamlScalar(spelling, replacing: name.range)
    edits.append(SourceEdits.Edit(name.range, text))
  }

  /// Edits link definitions, which are not references themselves.
  private mutating func changeDefinitions(_ options: MarkdownOptions) {
    let body = FrontMatter.read(page.source, type: page.type).range
    let document = MarkdownDocument.parse(
      page.source, body: body.upperBound..<page.source.bytes.count, options: options)
    for definition in document.linkDefinitions {
      let parts = Reference.split(WrittenTarget.unescaped(page.source.text(definition)))
      let reference = Reference(
        kind: .link, target: parts.target, fragment: parts.fragment, place: .range(definition))
      if reference.isExternal { continue }
      switch before.resolve(reference, from: page) {
      case .target(let target): change(reference, target)
      case .failure(.anchor(let id, _)): change(reference, .page(id, anchor: nil))
      case .failure: break
      }
    }
  }
}
