import SiteModel
import Templates

/// What a nested page shows of its folder.
extension Views {
  /// The most pages of its folder that a page shows before itself, and after itself.
  private static let shownOnEachSide = 10
  private static let siblingsShape = Shape(["cards", "others"])

  /// The page of the folder of a nested page: of any folder that does not decide the type of its pages, which has
  /// ways of its own to lead on.
  func nestedFolder(of page: Page) -> Page? {
    let folder = page.place.parent
    guard page.isListed, page.hasOwnFile, !folder.isEmpty,
      configuration.types.of(folder: folder) == nil
    else { return nil }
    return section(of: page)
  }

  /// The pages of the folder of a nested page around it; none for a page that is alone.
  func siblings(of page: Page) -> Value {
    guard let (all, place) = placeInFolder(of: page), all.count > 1 else { return .none }
    let start = max(0, min(place - Self.shownOnEachSide, all.count - 2 * Self.shownOnEachSide - 1))
    let shown = all[start...].prefix(2 * Self.shownOnEachSide + 1)
    return .record(
      Record(Self.siblingsShape, [cards(shown), .int(all.count - shown.count)]))
  }

  /// The card of the page some places before or after a nested page in its folder.
  func neighbor(of page: Page, at distance: Int) -> Value {
    guard let (all, place) = placeInFolder(of: page), all.indices.contains(place + distance)
    else { return .none }
    return card(all[place + distance])
  }

  /// What the folder of a nested page lists, and the position of the page in it.
  private func placeInFolder(of page: Page) -> (all: [PageID], place: Int)? {
    guard let folder = nestedFolder(of: page) else { return nil }
    let all = children(of: folder.id)
    let place = listPosition(of: page.id)
    return all.indices.contains(place) && all[place] == page.id ? (all, place) : nil
  }
}
