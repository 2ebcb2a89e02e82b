import Diagnostics
import SiteModel

/// The harm that edits do to a site: new errors and warnings, links with another target, pages that moved or
/// disappeared.
struct FixHarm {
  /// For each file, the byte offsets of new diagnostics and changed links, in the text before the edits.
  private var places: [String: Set<Int>] = [:]
  /// Whether there is harm without an offset.
  private var hasOther = false

  var isEmpty: Bool { places.isEmpty && !hasOther }

  init(
    _ before: CertainFixes.Findings, _ after: CertainFixes.Findings, _ edits: [String: SourceEdits]
  ) {
    compareDiagnostics(before, after, edits)
    guard before.sites.count == after.sites.count else {
      hasOther = true
      return
    }
    for (before, after) in zip(before.sites, after.sites) { compareLinks(before, after, edits) }
  }

  /// Whether there is harm at a byte offset of a file before the edits.
  func isAt(_ byte: Int, of path: String) -> Bool {
    places[path]?.contains(byte) ?? false
  }

  // MARK: Diagnostics

  /// Identifies a diagnostic before and after the edits.
  ///
  /// `byte` is its offset after the edits.
  private struct Key: Hashable {
    let rule: String
    let severity: Severity
    let message: String
    let path: String?
    let line: Int?
    let byte: Int?
  }

  private mutating func compareDiagnostics(
    _ before: CertainFixes.Findings, _ after: CertainFixes.Findings, _ edits: [String: SourceEdits]
  ) {
    var counts: [Key: Int] = [:]
    for diagnostic in before.diagnostics where diagnostic.severity > .note {
      let path = diagnostic.location?.path
      let moved = diagnostic.location?.range.map { range in
        path.flatMap { edits[$0] }?.moved(range.lowerBound) ?? range.lowerBound
      }
      counts[Self.key(diagnostic, byte: moved), default: 0] += 1
    }
    for diagnostic in after.diagnostics where diagnostic.severity > .note {
      let byte = diagnostic.location?.range?.lowerBound
      let key = Self.key(diagnostic, byte: byte)
      if let count = counts[key], count > 0 {
        counts[key] = count - 1
      } else if let path = diagnostic.location?.path, let byte {
        add(edits[path]?.origin(of: byte) ?? byte, of: path)
      } else {
        hasOther = true
      }
    }
  }

  private static func key(_ diagnostic: Diagnostic, byte: Int?) -> Key {
    Key(
      rule: diagnostic.rule.id, severity: diagnostic.severity, message: diagnostic.message,
      path: diagnostic.location?.path,
      line: byte == nil ? diagnostic.location?.start?.line : nil, byte: byte)
  }

  private mutating func add(_ byte: Int, of path: String) {
    places[path, default: []].insert(byte)
  }

  // MARK: Links

  /// A reference and its target.
  private struct Link: Hashable {
    let place: SourcePlace
    let target: String
  }

  private mutating func compareLinks(
    _ before: Site, _ after: Site, _ edits: [String: SourceEdits]
  ) {
    for page in before.pages {
      guard let now = after.page(at: page.place), now.address == page.address else {
        hasOther = true
        continue
      }
      let changes = edits[page.source.name]
      // Offsets of edits include the byte-order mark; source places do not.
      let mark = page.source.byteOrderMarkLength
      var counts: [Link: Int] = [:]
      for link in Self.links(of: now, in: after) { counts[link, default: 0] += 1 }
      for link in Self.links(of: page, in: before) {
        let moved = Link(
          place: link.place.moved { (changes?.moved($0 + mark) ?? $0 + mark) - mark },
          target: link.target)
        if let count = counts[moved], count > 0 {
          counts[moved] = count - 1
        } else if case .range(let range) = link.place {
          add(range.lowerBound + mark, of: page.source.name)
        } else {
          hasOther = true
        }
      }
    }
  }

  /// The references of a page that have a target, identified by their start offsets.
  private static func links(of page: Page, in site: Site) -> [Link] {
    let texts = zip(page.parsed.references, site.links[page.id].targets).compactMap {
      reference, target -> Link? in
      switch target {
      case .page(let id, let anchor):
        Link(
          place: reference.place.start, target: site.pages[id].address + " " + (anchor ?? ""))
      case .file(let path): Link(place: reference.place.start, target: "file " + path.text)
      case .language(let link):
        Link(place: reference.place.start, target: "\(link.tag.text) " + reference.url)
      case .external: Link(place: reference.place.start, target: "external " + reference.url)
      case .broken: nil
      }
    }
    let fields = site.fieldTargets[page.id].map { byte, id in
      Link(place: .range(byte..<byte), target: "field " + site.pages[id].address)
    }
    return texts + fields
  }
}

extension SourcePlace {
  /// The start of the place, as an empty range.
  fileprivate var start: SourcePlace {
    if case .range(let range) = self { .range(range.lowerBound..<range.lowerBound) } else { self }
  }

  fileprivate func moved(_ move: (Int) -> Int) -> SourcePlace {
    guard case .range(let range) = self else { return self }
    let start = move(range.lowerBound)
    return .range(start..<start)
  }
}
