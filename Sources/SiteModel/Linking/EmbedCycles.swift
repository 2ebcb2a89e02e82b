import Markdown

/// Finds embeds that would have no end.
///
/// A depth-first walk with its own stack; each page is entered once, so it is linear in the embeds.
struct EmbedCycles {
  /// An embed that closes a cycle, with the pages of the cycle in order.
  struct Cycle: Sendable {
    let page: PageID
    let reference: Int
    let chain: [PageID]
  }

  private(set) var cycles: [Cycle] = []

  init(_ pages: [Page], targets: [[LinkTarget]]) {
    /// 0: not seen, 1: on the present chain, 2: done.
    var state = [UInt8](repeating: 0, count: pages.count)
    for root in pages.indices where state[root] == 0 {
      var stack: [(page: PageID, next: Int)] = [(root, 0)]
      state[root] = 1
      while let (page, next) = stack.last {
        let references = pages[page].parsed.references
        guard next < references.count else {
          state[page] = 2
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].next += 1
        guard references[next].form == .embed,
          case .page(let target, _) = targets[page][next]
        else { continue }
        if state[target] == 0 {
          state[target] = 1
          stack.append((target, 0))
        } else if state[target] == 1 {
          let chain = stack.map(\.page).drop { $0 != target }
          cycles.append(Cycle(page: page, reference: next, chain: Array(chain)))
        }
      }
    }
  }
}
