import Diagnostics
import SiteModel
import Text

/// Reports addresses in the structured data of pages that lead to nothing on a site.
struct StructuredDataAddresses {
  /// The address of the site; `nil` if it has none.
  private let base: String?
  private let output: OutputTree
  /// For each address whether it leads to something.
  private var known: [String: Bool] = [:]

  /// Prepares the check.
  ///
  /// `output` holds the files of the site.
  init(of site: SiteAddress, _ output: OutputTree) {
    base = site.url(of: "")
    self.output = output
  }

  /// The diagnostics of a page.
  mutating func diagnostics(of page: RenderedPage) -> [Diagnostic] {
    guard let base, !page.dataAddresses.isEmpty else { return [] }
    return page.dataAddresses.compactMap { address in
      let isFound = known[address] ?? leads(address, base)
      known[address] = isFound
      return isFound
        ? nil
        : Diagnostic(
          .structuredData,
          "the structured data of this page names `\(address)`, which leads to nothing",
          at: OutputFile.location(ofOrigin: page.file.origin),
          help: "write the whole address of a page or file of the site")
    }
  }

  /// Whether an address is of another site, or a file of this one.
  private func leads(_ address: String, _ base: String) -> Bool {
    guard address.hasPrefix(base) || address + "/" == base else {
      return address.hasPrefix("https://") || address.hasPrefix("http://")
    }
    let path = address.dropFirst(base.count).prefix { $0 != "#" && $0 != "?" }
    return output.bytes(at: Route(String(path).percentDecoded).outputPath) != nil
  }
}
