import Diagnostics
import Synchronization
import Text

/// A cache of the anchors of pages, for proposals for broken fragments.
final class AnchorMemory: Sendable {
  private let pages = Mutex<[PageID: (anchors: [String], near: NearNames)]>([:])

  func anchors(of page: PageID, _ resolver: LinkResolver) -> [String] {
    entry(page, resolver).anchors
  }

  func near(_ page: PageID, _ resolver: LinkResolver) -> NearNames {
    entry(page, resolver).near
  }

  private func entry(
    _ page: PageID, _ resolver: LinkResolver
  ) -> (anchors: [String], near: NearNames) {
    pages.withLock { pages in
      if let known = pages[page] { return known }
      let anchors = resolver.anchors(of: page)
      let made = (anchors, NearNames(anchors))
      pages[page] = made
      return made
    }
  }
}
