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
    guard let (all, place) = place(of: page, in: nestedFolder(of: page)), all.count > 1
    else { return .none }
    let shown = Self.part(of: all, around: place, onEachSide: Self.shownOnEachSide)
    return .record(
      Record(Self.siblingsShape, [cards(shown), .int(all.count - shown.count)]))
  }

  /// The card of the page some places before or after a nested page in its folder.
  func neighbor(of page: Page, at distance: Int) -> Value {
    guard let (all, place) = place(of: page, in: nestedFolder(of: page)),
      all.indices.contains(place + distance)
    else { return .none }
    return card(all[place + distance])
  }

  /// What a folder lists, and the position of the page in it.
  func place(of page: Page, in folder: Page?) -> (all: [PageID], place: Int)? {
    guard let folder else { return nil }
    let all = children(of: folder.id)
    let place = listPosition(of: page.id)
    return all.indices.contains(place) && all[place] == page.id ? (all, place) : nil
  }

  /// The part of a list around a place, as long at its ends as in its middle.
  static func part(
    of all: [PageID], around place: Int, onEachSide count: Int
  ) -> ArraySlice<PageID> {
    all[max(0, min(place - count, all.count - 2 * count - 1))...].prefix(2 * count + 1)
  }
}
