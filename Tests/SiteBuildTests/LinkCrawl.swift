import Foundation
import SiteBuild
import SiteModel

/// Follows every link of a built site, as a reader's browser would.
///
/// It reads the HTML that was written and knows nothing of how it was made.
struct LinkCrawl {
  private(set) var problems: [String] = []

  private var ids: [String: Set<String>] = [:]
  private let files: Set<String>
  private let address: SiteAddress

  init(_ output: OutputTree, address: SiteAddress) {
    self.address = address
    files = Set(output.files.map(\.path.text))
    var pages: [(path: String, html: String)] = []
    for file in output.files where file.path.text.hasSuffix(".html") {
      let html = String(decoding: file.bytes, as: UTF8.self)
      pages.append((file.path.text, html))
      let found = html.matches(of: /\sid="([^"]*)"/).map { String($0.output.1) }
      ids[file.path.text] = Set(found)
      if Set(found).count != found.count {
        let twice = Dictionary(grouping: found, by: { $0 }).filter { $0.value.count > 1 }.keys
        problems.append("\(file.path.text): duplicate ids \(twice.sorted())")
      }
    }
    for page in pages { check(page.path, page.html) }
  }

  private mutating func check(_ path: String, _ html: String) {
    for match in html.matches(of: /\s(?:href|src|action)="([^"]*)"/) {
      let link = String(match.output.1).replacing("&amp;", with: "&")
      if let problem = problem(link, on: path) { problems.append("\(path): \(problem)") }
    }
  }

  private func problem(_ link: String, on path: String) -> String? {
    let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let fragment = parts.count > 1 ? String(parts[1]) : ""
    var target = String(parts[0])
    if let origin = address.origin, target.hasPrefix(origin) { target.removeFirst(origin.count) }
    if target.contains(":") || target.hasPrefix("//") { return nil }
    var file = path
    if !target.isEmpty {
      guard target.hasPrefix(address.root) else { return "`\(link)` leaves the site's path" }
      file = String(target.dropFirst(address.root.count)).removingPercentEncoding ?? ""
      if file.isEmpty || file.hasSuffix("/") { file += "index.html" }
    }
    guard files.contains(file) else { return "`\(link)` leads nowhere" }
    if fragment.isEmpty { return nil }
    let id = fragment.removingPercentEncoding ?? fragment
    return ids[file]?.contains(id) == true ? nil : "`\(link)` names no place on its page"
  }
}
