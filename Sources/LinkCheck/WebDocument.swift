/// A document that a server sent.
struct WebDocument: Sendable {
  /// The HTTP status; 0 where no response came.
  var status = 0
  /// The address that the server redirects to.
  var redirect: String?
  var body: [UInt8] = []
  /// The reason why no response came.
  var failure: String?
}
