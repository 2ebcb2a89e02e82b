/// The parts of an HTTP request that the preview needs.
package struct PreviewRequest: Sendable {
  /// The method in upper case.
  package var method: String
  /// The percent-encoded path.
  package var path: String
  /// The text after `?`, or an empty text.
  package var query: String
  /// The value of `Host`; `nil` where there is not exactly one.
  package var host: String?
  /// The value of `Range`.
  package var range: String?
  /// The value of `If-None-Match`.
  package var ifNoneMatch: String?

  /// Makes a request; headers that are not given are absent.
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
