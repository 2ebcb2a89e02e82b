/// An HTTP response of the preview.
package struct PreviewResponse: Sendable {
  /// The HTTP status.
  package var status: Int
  /// The headers, in order.
  package var headers: [(name: String, value: String)] = []
  /// The body; empty for `HEAD`.
  package var body: PreviewBody
  /// The length of the body, which a response to `HEAD` states and does not send.
  package var length: Int
  /// Whether an event stream follows instead of a body.
  package var isEventStream = false

  init(_ status: Int, _ type: String, _ body: PreviewBody) {
    self.status = status
    self.body = body
    length = body.count
    headers = [
      ("Content-Type", type), ("Cache-Control", "no-cache"), ("X-Content-Type-Options", "nosniff"),
    ]
  }

  /// A plain text.
  static func text(_ status: Int, _ text: String) -> PreviewResponse {
    PreviewResponse(status, "text/plain; charset=utf-8", PreviewBody(Array(text.utf8)))
  }
}
