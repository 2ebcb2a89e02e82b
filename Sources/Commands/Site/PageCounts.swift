import SiteBuild
import SiteModel

/// The numbers of pages of a site, for the result of a command.
struct PageCounts {
  private let pages: Int
  private let counts: [(type: ContentType, count: Int)]
  private let withheld: [(reason: WithheldPage.Reason, count: Int)]

  /// The folders of other tools that were not read.
  private let leftOut: [String]

  init(_ build: BuildResult) {
    let sites = build.languages.map(\.site)
    let (all, withheld) = (sites.flatMap(\.pages), sites.flatMap(\.withheld))
    leftOut = build.sources.leftOut
    pages = all.count(where: \.hasOwnFile)
    // Each language reads the declarations of the site by itself.
    counts = build.site.configuration.types.counted.map { type in
      (type, all.count { $0.type.name == type.name })
    }
    self.withheld = WithheldPage.Reason.allCases.map { reason in
      (reason, withheld.count { $0.reason == reason })
    }
  }

  var text: String {
    let rest = counts.filter { $0.count > 0 }.map { type, count in
      "\(count) \(count == 1 ? type.nouns.one : type.nouns.many)"
    }
    return (["\(pages) page\(pages == 1 ? "" : "s")"] + rest).joined(separator: ", ")
  }

  var fields: [(String, Int)] {
    [("pages", pages)] + counts.map { ($0.type.nouns.many, $0.count) }
      + [("withheld", withheld.reduce(0) { $0 + $1.count })]
  }

  /// What was left out and why, each on a line after the result: "Withheld 3 pages: 1 unreadable, 2 drafts".
  var leftOutText: String { withheldText + folderText }

  /// The number of folders that are named.
  private static let folderLimit = 3

  private var folderText: String {
    guard !leftOut.isEmpty else { return "" }
    let names = leftOut.prefix(Self.folderLimit).map { $0 + "/" }.joined(separator: ", ")
    return "\nLeft out folders of other tools: " + names
      + (leftOut.count > Self.folderLimit ? " and \(leftOut.count - Self.folderLimit) more" : "")
  }

  private var withheldText: String {
    let reasons = withheld.filter { $0.count > 0 }
    guard !reasons.isEmpty else { return "" }
    let count = reasons.reduce(0) { $0 + $1.count }
    let words = reasons.map { "\($0.count) \($0.reason.noun($0.count))" }
    return "\nWithheld \(count) page\(count == 1 ? "" : "s"): " + words.joined(separator: ", ")
  }
}
