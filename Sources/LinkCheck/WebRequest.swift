/// A request for an external address.
struct WebRequest: Hashable, Sendable {
  enum Method: Sendable {
    case head, get
  }

  var address: WebAddress
  /// The machine to connect to; `nil` where a proxy chooses it.
  var server: IPAddress?
  var method = Method.head

  init(_ address: WebAddress) {
    self.address = address
  }
}

/// The result of a request.
struct WebResponse: Sendable {
  /// The HTTP status; 0 where no response came.
  var status = 0
  /// The address that the server redirects to.
  var redirect: String?
  /// The reason why no response came.
  var failure: String?
  /// Whether another attempt may succeed.
  var isTemporary = false
}
