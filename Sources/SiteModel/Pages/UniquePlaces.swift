import Diagnostics

/// Pages of which no two have the same place, such as `README.md` and `index.md` of one folder.
struct UniquePlaces {
  /// The pages in the order of their places; of several at one place, the first by the names of folder pages.
  private(set) var pages: [ParsedPage] = []
  private(set) var diagnostics: [Diagnostic] = []

  /// - Parameter pages: Pages in the order of their places.
  init(_ pages: [ParsedPage]) {
    guard pages.indices.dropFirst().contains(where: { pages[$0 - 1].place == pages[$0].place })
    else {
      self.pages = pages
      return
    }
    var rest = pages[...]
    while let first = rest.first {
      let same = rest.prefix { $0.place == first.place }
      rest = rest.dropFirst(same.count)
      let sorted = same.sorted { (Self.rank($0), $0.path) < (Self.rank($1), $1.path) }
      self.pages.append(sorted[0])
      if sorted.count > 1 { report(sorted) }
    }
  }

  private static func rank(_ page: ParsedPage) -> Int { page.path.folderPageRank ?? .max }

  private mutating func report(_ pages: [ParsedPage]) {
    let place = pages[0].place
    let names = pages.map { "`\($0.path.text)`" }
    let list = names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1]
    let what =
      !place.isIndex
      ? "the same address"
      : place.folder.isEmpty ? "the home page" : "the page of the folder `\(place.folder)`"
    diagnostics.append(
      Diagnostic(
        .duplicateRoute, "\(list) compete for \(what)", at: pages[1].source.location,
        notes: [.init("this one is used", at: pages[0].source.location)],
        help: "remove or rename all but one of the files"))
  }
}
