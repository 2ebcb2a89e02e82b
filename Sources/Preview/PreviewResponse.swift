/// What the preview answers.
package struct PreviewResponse: Sendable {
  package var status: Int
  package var headers: [(name: String, value: String)] = []
  package var body: PreviewBody
  /// How long the body would be; `HEAD` is answered without it.
  package var length: Int
  /// Whether the stream of events follows instead of a body.
  package var isEventStream = false

  init(_ status: Int, _ type: String, _ body: PreviewBody) {
    self.status = status
    self.body = body
    length = body.count
    headers = [
      ("Content-Type", type), ("Cache-Control", "no-cache"), ("X-Content-Type-Options", "nosniff"),
    ]
  }

  /// A short plain text for people.
  static func text(_ status: Int, _ text: String) -> PreviewResponse {
    PreviewResponse(status, "text/plain; charset=utf-8", PreviewBody(Array(text.utf8)))
  }
}
