import Markdown

/// Finds cyclic embeds, and embeds that make pages too large, before pages are rendered.
///
/// An iterative depth-first search over parts of pages, because a page can embed another section of itself.
/// The expanded size of each part is computed once and reused wherever the part is embedded, so the search
/// is linear in the number of embeds although the output can grow exponentially.
struct EmbedWalk {
  /// The largest size of a page with all its embeds in bytes.
  static let sizeLimit = 4 << 20
  /// The largest size of all embeds of a site in bytes.
  static let siteLimit = 256 << 20
  /// The deepest nesting of embeds.
  static let depthLimit = 16
  /// An estimate of the markup around an embed in bytes.
  private static let frameSize = 512

  /// An invalid embed.
  struct InvalidEmbed: Sendable {
    enum Kind: Sendable {
      /// The embed closes a cycle of these parts of pages.
      case cycle([(page: PageID, anchor: String?)])
      case tooDeep
      case tooLarge
      case siteTooLarge
      /// The embed follows one that is too large, and is not reported.
      case alsoTooLarge
    }

    let page: PageID
    /// The index of the embed in the references of the page.
    let reference: Int
    let kind: Kind
  }

  private(set) var invalidEmbeds: [InvalidEmbed] = []

  private let pages: [Page]
  private let links: [PageLinks]
  private let shownTimes: [PageID: Int]
  private var parts: [Part] = []
  private var numbers: [Key: Int] = [:]
  private var broken: Set<Embed> = []
  private var fullPages: Set<PageID> = []
  /// The size of all embeds so far.
  private var total = 0

  private struct Key: Hashable {
    let page: PageID
    let part: EmbeddedPart
  }

  private struct Embed: Hashable {
    let page: PageID
    let reference: Int
  }

  private struct Part {
    enum State { case unseen, onChain, done }

    let page: PageID
    let anchor: String?
    let isWholePage: Bool
    /// The references of its embeds, and the index of the next one to visit.
    let embeds: [Int]
    var next = 0
    var state = State.unseen
    /// The size with all embeds.
    var bytes: Int
    /// The number of ids with all embeds.
    ///
    /// Every level of embedding adds a prefix to each id.
    var ids: Int
    /// The nesting depth of its embeds.
    var depth = 0
  }

  /// Checks all embeds of the site.
  ///
  /// - `shownTimes`: How many pages show the text of a page in a list, which adds copies of it.
  init(_ pages: [Page], _ links: [PageLinks], shownTimes: [PageID: Int] = [:]) {
    self.pages = pages
    self.links = links
    self.shownTimes = shownTimes
    for page in pages where page.parsed.hasEmbeds { walk(from: number(of: page.id, nil, .whole)) }
  }

  private mutating func walk(from root: Int) {
    guard parts[root].state == .unseen else { return }
    parts[root].state = .onChain
    var chain = [root]
    while let part = chain.last {
      guard parts[part].next < parts[part].embeds.count else {
        parts[part].state = .done
        chain.removeLast()
        continue
      }
      let embed = Embed(page: parts[part].page, reference: parts[part].embeds[parts[part].next])
      guard !broken.contains(embed),
        case .page(let target, let anchor) = links[embed.page].targets[embed.reference]
      else {
        parts[part].next += 1
        continue
      }
      let inner = number(of: target, anchor, pages[target].embeddedPart(anchor))
      switch parts[inner].state {
      case .unseen:
        // The embed is visited again after its target.
        parts[inner].state = .onChain
        chain.append(inner)
        continue
      case .onChain:
        let cycle = chain.drop { $0 != inner }.map { (parts[$0].page, parts[$0].anchor) }
        report(embed, .cycle(cycle))
      case .done: add(inner, by: embed, to: part)
      }
      parts[part].next += 1
    }
  }

  private mutating func add(_ inner: Int, by embed: Embed, to part: Int) {
    let added = parts[inner]
    let slug = pages[added.page].slug.utf8.count + 1
    let bytes =
      added.bytes + added.ids * slug + Self.frameSize + pages[added.page].title.utf8.count
    let times = parts[part].isWholePage ? 1 + (shownTimes[embed.page] ?? 0) : 0
    if added.depth + 1 > Self.depthLimit {
      report(embed, .tooDeep)
    } else if parts[part].bytes + bytes > Self.sizeLimit {
      report(embed, fullPages.insert(embed.page).inserted ? .tooLarge : .alsoTooLarge)
    } else if total + bytes * times > Self.siteLimit {
      report(embed, total < .max / 2 ? .siteTooLarge : .alsoTooLarge)
      total = .max / 2
    } else {
      total += bytes * times
      parts[part].bytes += bytes
      parts[part].ids += added.ids + 2
      parts[part].depth = max(parts[part].depth, added.depth + 1)
    }
  }

  private mutating func report(_ embed: Embed, _ kind: InvalidEmbed.Kind) {
    broken.insert(embed)
    invalidEmbeds.append(InvalidEmbed(page: embed.page, reference: embed.reference, kind: kind))
  }

  private mutating func number(of page: PageID, _ anchor: String?, _ part: EmbeddedPart) -> Int {
    if let known = numbers[Key(page: page, part: part)] { return known }
    let body = pages[page].parsed.body
    let ranges = part.ranges(of: body)
    let placeholders = ranges.flatMap { part.placeholders(of: body, in: $0) }
    var embeds: [Int] = []
    var ids = 0
    for placeholder in placeholders {
      switch placeholder.kind {
      case .embed(let reference): embeds.append(reference)
      case .id: ids += 1
      default: break
      }
    }
    let figure = part == .whole ? FigureData.size(of: pages[page].parsed) : 0
    numbers[Key(page: page, part: part)] = parts.count
    parts.append(
      Part(
        page: page, anchor: part == .whole ? nil : anchor, isWholePage: part == .whole,
        embeds: embeds, bytes: ranges.reduce(figure) { $0 + $1.count }, ids: ids))
    return parts.count - 1
  }
}
