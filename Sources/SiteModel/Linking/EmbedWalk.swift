import Algorithms
import Markdown

/// Finds embeds that would have no end, or none that a reader could reach.
///
/// A depth-first walk with its own stack; each page is entered once, so it is linear in the embeds.
/// A page that embeds two that each embed two others doubles at every level: what is written is
/// bounded here, before anything is.
struct EmbedWalk {
  /// The most bytes that the text of a page may become with all that it embeds.
  static let sizeLimit = 4 << 20

  /// An embed that cannot be.
  struct Problem: Sendable {
    enum Kind: Sendable {
      /// It closes a cycle of these pages.
      case cycle([PageID])
      case tooLarge
      /// It follows one that is too large, on the same page, and need not be spoken of.
      case alsoTooLarge
    }

    let page: PageID
    let reference: Int
    let kind: Kind
  }

  private(set) var problems: [Problem] = []

  private enum State: UInt8 {
    case unseen
    case onChain
    case done
  }

  init(_ pages: [Page], _ links: [PageLinks]) {
    let roots = pages.indices.filter { pages[$0].parsed.hasEmbeds }
    guard !roots.isEmpty else { return }
    var states = [State](repeating: .unseen, count: pages.count)
    var sizes = pages.map { $0.parsed.body.bytes.count + FigureData.size(of: $0) }
    var full: Set<PageID> = []
    var sections = SectionSizes(pages)
    for root in roots where states[root] == .unseen {
      var stack: [(page: PageID, next: Int)] = [(root, 0)]
      states[root] = .onChain
      while let (page, next) = stack.last {
        let references = pages[page].parsed.references
        guard next < references.count else {
          states[page] = .done
          stack.removeLast()
          continue
        }
        guard references[next].form == .embed,
          case .page(let target, let anchor) = links[page].targets[next]
        else {
          stack[stack.count - 1].next += 1
          continue
        }
        switch states[target] {
        case .unseen:
          // This embed is looked at again when its target's size is known.
          states[target] = .onChain
          stack.append((target, 0))
          continue
        case .onChain:
          let chain = stack.map(\.page).drop { $0 != target }
          problems.append(Problem(page: page, reference: next, kind: .cycle(Array(chain))))
        case .done:
          let size = sections.size(of: target, anchor) ?? sizes[target]
          if sizes[page] + size <= Self.sizeLimit {
            sizes[page] += size + 1
            sections.add(size, at: next, of: page)
          } else {
            let kind = full.insert(page).inserted ? Problem.Kind.tooLarge : .alsoTooLarge
            problems.append(Problem(page: page, reference: next, kind: kind))
          }
        }
        stack[stack.count - 1].next += 1
      }
    }
  }
}

/// What the sections of pages become with all that they embed; counted for a page when first asked.
private struct SectionSizes {
  private let pages: [Page]
  private var sizes: [PageID: [String: Int]] = [:]
  /// What each embed of a page adds, by the number of its reference.
  private var embeds: [PageID: [Int: Int]] = [:]

  init(_ pages: [Page]) {
    self.pages = pages
  }

  mutating func add(_ size: Int, at reference: Int, of page: PageID) {
    embeds[page, default: [:]][reference] = size
  }

  /// The size of the section under an anchor, or `nil` where that is no section.
  mutating func size(of page: PageID, _ anchor: String?) -> Int? {
    guard let anchor else { return nil }
    if sizes[page] == nil { sizes[page] = sectionSizes(pages[page]) }
    return sizes[page]?[anchor]
  }

  private func sectionSizes(_ page: Page) -> [String: Int] {
    let body = page.parsed.body
    var offsets: [Int] = []
    /// What the embeds before each of the offsets add up to.
    var sums = [0]
    for hole in body.holes {
      guard case .embed(let reference) = hole.kind, let size = embeds[page.id]?[reference] else {
        continue
      }
      offsets.append(hole.offset)
      sums.append(sums[sums.count - 1] + size)
    }
    return Dictionary(
      body.sections.map { section in
        let first = offsets.partitioningIndex { $0 > section.range.lowerBound }
        let last = offsets.partitioningIndex { $0 > section.range.upperBound }
        return (section.anchor, section.range.count + sums[last] - sums[first])
      }, uniquingKeysWith: { first, _ in first })
  }
}
