/// A request as the preview sees it.
package struct PreviewRequest: Sendable {
  package var method: String
  /// As it was sent, with its percent signs.
  package var path: String
  package var query: String
  package var host: String?
  package var range: String?
  package var ifNoneMatch: String?

  package init(
    method: String = "GET", path: String, query: String = "", host: String?, range: String? = nil,
    ifNoneMatch: String? = nil
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.host = host
    self.range = range
    self.ifNoneMatch = ifNoneMatch
  }
}
