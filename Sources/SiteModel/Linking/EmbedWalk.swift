import Markdown

/// Finds embeds that would have no end, or that would make pages too large, before anything is written.
///
/// A depth-first walk, with its own stack, over parts of pages: a page may embed another section of itself.
/// Each part is entered once, so it is linear in the embeds. What a part becomes with all that it embeds is
/// counted once and added wherever it is embedded: pages that embed two pages that each embed two others
/// double at every level, and a chain of pages repeats its end on every page.
struct EmbedWalk {
  /// The most bytes that the text of a page may become with all that it embeds.
  static let sizeLimit = 4 << 20
  /// The most bytes that embeds may add to the pages of a site in all.
  static let siteLimit = 256 << 20
  /// How many pages may be embedded in one another.
  static let depthLimit = 16
  /// About what a theme writes round an embed.
  private static let frameSize = 512

  /// An embed that cannot be.
  struct Problem: Sendable {
    enum Kind: Sendable {
      /// It closes a cycle of these parts of pages.
      case cycle([(page: PageID, anchor: String?)])
      case tooDeep
      case tooLarge
      case siteTooLarge
      /// It follows one that is too large, and need not be spoken of.
      case alsoTooLarge
    }

    let page: PageID
    let reference: Int
    let kind: Kind
  }

  private(set) var problems: [Problem] = []

  private let pages: [Page]
  private let links: [PageLinks]
  private let shownTimes: [PageID: Int]
  private var parts: [Part] = []
  private var numbers: [Key: Int] = [:]
  private var broken: Set<Embed> = []
  private var fullPages: Set<PageID> = []
  /// What embeds add to the site.
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
    /// The references that it embeds, and the next to be looked at.
    let embeds: [Int]
    var next = 0
    var state = State.unseen
    /// What it becomes with all that it embeds: bytes, and ids, to each of which every level adds a prefix.
    var bytes: Int
    var ids: Int
    var depth = 0
  }

  /// `shownTimes` says how many pages list a page with its text, which is then written once more for each.
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
        // The embed is looked at again when it is known what its target becomes.
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

  private mutating func report(_ embed: Embed, _ kind: Problem.Kind) {
    broken.insert(embed)
    problems.append(Problem(page: embed.page, reference: embed.reference, kind: kind))
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
