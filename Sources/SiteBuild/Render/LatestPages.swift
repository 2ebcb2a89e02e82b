import SiteModel
import Text

extension ParsedPage {
  /// The day on which the page was last published or updated.
  var lastChange: CalendarDate? {
    [record.date("updated"), record.date("date")].compactMap { $0 }.max()
  }
}

extension Page {
  /// The day on which the page was last published or updated, if feeds and lists of changes show the page.
  var shownChange: CalendarDate? {
    guard type.isContent, type.isShown(in: .feed), !isUnlisted, hasOwnFile else { return nil }
    return parsed.lastChange
  }
}

extension Sequence<Page> {
  /// The pages that changed most recently, with the days of their changes, newest first; O(pages).
  func latest(_ count: Int) -> [(page: Page, day: CalendarDate)] {
    var latest: [(page: Page, day: CalendarDate)] = []
    for page in self {
      guard let day = page.shownChange else { continue }
      let place = latest.partitioningIndex { $0.day < day }
      guard place < count else { continue }
      latest.insert((page, day), at: place)
      if latest.count > count { latest.removeLast() }
    }
    return latest
  }
}
