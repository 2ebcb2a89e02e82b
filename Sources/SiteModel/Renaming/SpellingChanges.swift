import Diagnostics
import Markdown

/// The references of one page that must be spelt anew to mean after a move what they meant before.
struct SpellingChanges {
  private(set) var edits: [SourceEdits.Edit] = []

  private let page: Page
  /// The same page after the move.
  private let moved: Page
  private let before: LinkResolver
  private let after: LinkResolver
  private let ids: [PageID]
  private let dataPaths: (old: ContentPath?, new: ContentPath?)
  /// Whether a reference has its address elsewhere in the text.
  private var hasDefinitions = false

  init(
    of page: Page, _ site: Site, before: LinkResolver, after: LinkResolver, ids: [PageID],
    dataPaths: (old: ContentPath?, new: ContentPath?)
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
    for name in page.record.references(page.type.fields) {
      guard let target = site.fieldTargets[page.id][name.range.lowerBound] else { continue }
      change(name, target)
    }
    if hasDefinitions { changeDefinitions(site.configuration.markdown) }
  }

  /// What a target is after the move.
  private func mapped(_ target: LinkTarget) -> LinkTarget? {
    switch target {
    case .page(let id, let anchor): ids[id] < 0 ? nil : .page(ids[id], anchor: anchor)
    case .file(let path): .file(path == dataPaths.old ? dataPaths.new ?? path : path)
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
    let isName = reference.form == .wikiLink || reference.form == .embed
    for spelling in spellings(of: reference, target, wanted) {
      var changed = reference
      let written =
        isName
        ? LinkSpelling.wikiText(spelling, hasFragment: reference.fragment != nil)
        : Self.addressText(spelling, reference)
      guard let text = written else { continue }
      changed.target = isName ? spelling : text
      guard means(changed, wanted) else { continue }
      edits.append(SourceEdits.Edit(range, text))
      return
    }
  }

  private func means(_ reference: Reference, _ target: LinkTarget) -> Bool {
    if case .target(target) = after.resolve(reference, from: moved) { return true }
    return false
  }

  private func spellings(
    of reference: Reference, _ target: LinkTarget, _ wanted: LinkTarget
  ) -> [String] {
    let address = LinkResolver.percentDecoded(String(reference.target.prefix { $0 != "?" }))
    let isName = reference.form == .wikiLink || reference.form == .embed
    switch (target, wanted) {
    case (.page(let old, _), .page(let new, _)) where isName:
      return LinkSpelling.names(
        like: reference.target, of: before.pages[old], now: after.pages[new])
    case (.page, .page(let new, _)):
      return LinkSpelling.addresses(like: address, of: after.pages[new], in: moved.path)
    case (_, .file(let file)) where isName: return LinkSpelling.names(of: file, in: moved.path)
    case (_, .file(let file)):
      return LinkSpelling.addresses(like: address, of: file, in: moved.path)
    default: return []
    }
  }

  /// An address as it is written, with the query that the author's has.
  private static func addressText(_ address: String, _ reference: Reference) -> String {
    LinkSpelling.addressText(address) + reference.target.drop { $0 != "?" }
  }

  // MARK: Elsewhere

  private mutating func change(_ name: LocatedText, _ target: PageID) {
    func means(_ name: String) -> Bool {
      if case .page(ids[target]) = after.directory.names[name] { return true }
      return false
    }
    guard ids[target] >= 0, !means(name.text) else { return }
    let spellings = LinkSpelling.names(
      like: name.text, of: before.pages[target], now: after.pages[ids[target]])
    guard let spelling = spellings.first(where: means) else { return }
    let text = LinkSpelling.yamlText(spelling, like: page.source.text(name.range))
    edits.append(SourceEdits.Edit(name.range, text))
  }

  /// Changes the lines that give links an address, which no reference points to.
  private mutating func changeDefinitions(_ options: MarkdownOptions) {
    let body = FrontMatter.read(page.source, type: page.type, setsPunctuation: false).range
    let document = MarkdownDocument.parse(
      page.source, body: body.upperBound..<page.source.bytes.count, options: options)
    for definition in document.linkDefinitions {
      let parts = Reference.split(WrittenTarget.unescaped(page.source.text(definition)))
      let reference = Reference(
        form: .link, target: parts.target, fragment: parts.fragment, place: .range(definition))
      guard !reference.isExternal,
        case .target(let target) = before.resolve(reference, from: page)
      else { continue }
      change(reference, target)
    }
  }
}

/// Where the target of a reference stands in the source, without its fragment.
struct WrittenTarget {
  /// `nil` where the bytes say something else: a link's address may stand in a definition.
  let range: Range<Int>?

  init(_ reference: Reference, at place: Range<Int>, in source: SourceText) {
    let bytes = source.bytes
    let isName = reference.form == .wikiLink || reference.form == .embed
    // `[text][name]` is a name, not an address.
    if !isName, place.lowerBound > 0, bytes[place.lowerBound - 1] == UInt8(ascii: "[") {
      range = nil
      return
    }
    var end = place.upperBound
    if reference.fragment != nil, let hash = bytes[place].firstIndex(of: UInt8(ascii: "#")) {
      end = hash
    }
    while end > place.lowerBound, bytes[end - 1] <= 0x20 { end -= 1 }
    let written = Self.unescaped(source.text(place.lowerBound..<end))
    let words = written.split(whereSeparator: \.isWhitespace)
    let isSame = words == reference.target.split(whereSeparator: \.isWhitespace)
    range = isSame ? place.lowerBound..<end : nil
  }

  /// The text with the backslash before each mark taken off.
  static func unescaped(_ text: String) -> String {
    var result: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      let isEscape = byte == UInt8(ascii: "\\") && rest.first.map(isPunctuation) ?? false
      result.append(isEscape ? rest.removeFirst() : byte)
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func isPunctuation(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
    default: false
    }
  }
}
