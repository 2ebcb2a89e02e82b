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
        guard references[next].form == .embed, case .page(let target, _) = targets[page][next]
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
        case .done where sizes[page] + sizes[target] > Self.sizeLimit:
          problems.append(Problem(page: page, reference: next, kind: .tooLarge))
        case .done: sizes[page] += sizes[target] + 1
        }
        stack[stack.count - 1].next += 1
      }
    }
  }
}
