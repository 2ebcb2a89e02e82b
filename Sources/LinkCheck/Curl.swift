import Concurrency
import Files
import SystemPackage
import Text

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Sends HTTP requests with the `curl` of the machine, several at a time.
///
/// curl supports proxies and certificates, tolerates faulty servers, and needs no library. It reads its configuration
/// from standard input. The configuration names the IP address to connect to, which was looked up and found to be
/// public, so it does not matter how curl itself would read the host. If the environment names a proxy, curl connects
/// to the proxy instead.
package struct Curl {
  /// The largest number of concurrent requests.
  private static let parallel = 8
  /// The largest number of requests for one process, so that their configuration fits the pipe.
  private static let batch = 32
  /// The time limit of one request, in seconds.
  private static let timeout = 20
  /// The largest size of a response in bytes; the rest is not read.
  private static let sizeLimit = 4 << 20

  /// The largest size of a document in bytes, if the server says it: more than the 50 MB of a sitemap.
  private static let documentLimit = 64 << 20

  /// curl is not installed.
  package struct Missing: Error {}

  /// Waymark's version, for the user agent.
  let version: String

  /// Sends the requests; the responses are in their order.
  ///
  /// - Throws: `Missing`, `Errno`.
  func send(_ requests: [WebRequest]) throws -> [WebResponse] {
    var responses: [WebResponse] = []
    for start in stride(from: 0, to: requests.count, by: Self.batch) {
      let batch = requests[start..<min(start + Self.batch, requests.count)]
      var found = batch.map { _ in WebResponse(failure: "curl reports no result") }
      for line in try run(batch).split(separator: "\n") {
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        guard fields.count >= 5, let number = Int(fields[0]), found.indices.contains(number) else {
          continue
        }
        found[number] = Self.response(fields)
      }
      responses += found
    }
    return responses
  }

  /// Gets documents, a few at a time; the answers are in their order.
  ///
  /// Redirects are not followed. The rate is limited, so that the time limit also limits the size of a body whose
  /// server does not say how long it is.
  ///
  /// - Throws: `Missing`, `Errno`.
  func documents(_ addresses: [WebAddress]) throws -> [WebDocument] {
    try addresses.concurrentMap { address in Result { try document(address) } }.map { try $0.get() }
  }

  private func document(_ address: WebAddress) throws -> WebDocument {
    var request = WebRequest(address)
    request.method = .get
    let settings = settings(request, number: 0)
      .replacing("output = \"/dev/null\"\n", with: "limit-rate = 4M\n")
      .replacing("max-filesize = \(Self.sizeLimit)", with: "max-filesize = \(Self.documentLimit)")
      .replacing("write-out = \"", with: "write-out = \"\\n")
    let output: String
    do {
      output = try ChildProcess.output(of: ["curl", "-q", "--config", "-"], input: settings)
    } catch Errno.noSuchFileOrDirectory {
      throw Missing()
    }
    // The last line is curl's, whatever the server sent before it.
    guard let end = output.utf8.dropLast().lastIndex(of: UInt8(ascii: "\n")) else {
      return WebDocument(failure: "curl reports no result")
    }
    let line = output.utf8[output.utf8.index(after: end)...].dropLast()
    let fields = String(line)?.split(separator: "\t", omittingEmptySubsequences: false) ?? []
    guard fields.count >= 5 else { return WebDocument(failure: "curl reports no result") }
    let response = Self.response(fields.map(String.init))
    return WebDocument(
      status: response.status, redirect: response.redirect, body: Array(output.utf8[..<end]),
      failure: response.failure)
  }

  private func run(_ requests: ArraySlice<WebRequest>) throws -> String {
    let settings = requests.enumerated().map { self.settings($1, number: $0) }
    do {
      return try ChildProcess.output(
        of: ["curl", "-q", "--parallel", "--parallel-max", "\(Self.parallel)", "--config", "-"],
        input: settings.joined(separator: "next\n"))
    } catch Errno.noSuchFileOrDirectory {
      throw Missing()
    }
  }

  private func settings(_ request: WebRequest, number: Int) -> String {
    """
    url = "\(request.address.canonical.percentEncoded(keeping: Self.isPlain))"
    \(route(of: request))
    \(request.method == .head ? "head" : "max-filesize = \(Self.sizeLimit)")
    silent
    globoff
    output = "/dev/null"
    proto = "=http,https"
    connect-timeout = 10
    max-time = \(Self.timeout)
    user-agent = "Waymark/\(version) (link check)"
    write-out = "\(number)\\t%{http_code}\\t%{exitcode}\\t%{redirect_url}\\t%{errormsg}\\n"

    """
  }

  /// The settings that choose which machine curl connects to.
  private func route(of request: WebRequest) -> String {
    if let proxy = Self.proxy(forSecure: request.address.isSecure) {
      return "proxy = \"\(proxy)\"\nnoproxy = \"\""
    }
    let route = "proxy = \"\"\nnoproxy = \"*\""
    guard let server = request.server else { return route }
    return route + "\nconnect-to = \"::\(server.text):\(request.address.port)\""
  }

  /// The proxy that the environment asks for. (https://curl.se/docs/manpage.html#ENVIRONMENT)
  static func proxy(forSecure isSecure: Bool) -> String? {
    // A web server sets `HTTP_PROXY` in upper case from a request's header.
    let names = isSecure ? ["https_proxy", "HTTPS_PROXY"] : ["http_proxy"]
    for name in names + ["all_proxy", "ALL_PROXY"] {
      guard let text = getenv(name).map({ String(cString: $0) }), !text.isEmpty,
        text.utf8.allSatisfy(isPlain)
      else { continue }
      return text
    }
    return nil
  }

  /// Whether a byte may stand in a quoted value of curl's configuration as it is.
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte < 0x7F && !"\"\\".utf8.contains(byte)
  }

  /// Reads a line of `write-out`. (Exit codes: https://curl.se/libcurl/c/libcurl-errors.html)
  private static func response(_ fields: [String]) -> WebResponse {
    var response = WebResponse(
      status: Int(fields[1]) ?? 0, redirect: fields[3].isEmpty ? nil : fields[3])
    switch Int(fields[2]) ?? 0 {
    case 0: break
    case 5, 6: response.failure = "no server has this name"
    case 7: response.failure = "the server refuses connections"
    case 28:
      response.failure = "the server did not answer within \(timeout) seconds"
      response.isTemporary = true
    case 35, 58, 59: response.failure = "no secure connection could be made"
    case 51, 60: response.failure = "the server's certificate is not valid"
    case 52, 55, 56:
      response.failure = "the server closed the connection without an answer"
      response.isTemporary = true
    default: response.failure = fields[4].isEmpty ? "curl failed (\(fields[2]))" : fields[4]
    }
    return response
  }
}
