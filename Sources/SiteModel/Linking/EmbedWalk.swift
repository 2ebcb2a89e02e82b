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

  init(_ pages: [Page], targets: [[LinkTarget]]) {
    var states = [State](repeating: .unseen, count: pages.count)
    var sizes = pages.map(\.parsed.body.bytes.count)
    var full: Set<PageID> = []
    var sections = SectionSizes(pages)
    for root in pages.indices where states[root] == .unseen {
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
          case .page(let target, let anchor) = targets[page][next]
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
          let size = sizes[page] + sizes[target] - sections.leftOut(target, anchor) + 1
          if size <= Self.sizeLimit {
            sizes[page] = size
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

/// How much of a page is not embedded with one of its sections; counted for a page when first asked.
private struct SectionSizes {
  private let pages: [Page]
  private var sizes: [PageID: [String: Int]] = [:]

  init(_ pages: [Page]) {
    self.pages = pages
  }

  mutating func leftOut(_ page: PageID, _ anchor: String?) -> Int {
    guard let anchor else { return 0 }
    let body = pages[page].parsed.body
    if sizes[page] == nil {
      sizes[page] = Dictionary(
        body.sections.map { ($0.anchor, $0.range.count) }, uniquingKeysWith: { first, _ in first })
    }
    return sizes[page]?[anchor].map { body.bytes.count - $0 } ?? 0
  }
}
