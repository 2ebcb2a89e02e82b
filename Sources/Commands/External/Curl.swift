import SystemPackage
import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Asks for web addresses by the machine's `curl`, a few at once.
///
/// It knows proxies, certificates and what servers do wrong, and costs the tool neither a library nor a
/// megabyte. It is started without a shell, and everything it is told comes by its standard input. It
/// connects to the machine that was looked up and found to be nobody's own, whatever it makes of the host itself,
/// or to the proxy that the environment names.
struct Curl {
  /// How many requests are under way at once.
  private static let parallel = 8
  /// How many one process is told of, so that what is written fits the pipe.
  private static let batch = 32
  /// How long one request may take, in seconds.
  private static let patience = 20
  /// More than a page has; the rest of a longer one is not read.
  private static let sizeLimit = 4 << 20

  struct Missing: Error {}

  let version: String

  /// The answers in the order of the requests.
  ///
  /// - Throws: `Missing`, `Errno`.
  func ask(_ requests: [WebRequest]) throws -> [WebResponse] {
    var responses: [WebResponse] = []
    for start in stride(from: 0, to: requests.count, by: Self.batch) {
      let batch = requests[start..<min(start + Self.batch, requests.count)]
      let output = try Self.run(
        ["curl", "-q", "--parallel", "--parallel-max", "\(Self.parallel)", "--config", "-"],
        input: batch.enumerated().map { settings($1, number: $0) }.joined(separator: "next\n"))
      var found = batch.map { _ in WebResponse(failure: "curl gives no answer") }
      for line in output.split(separator: "\n") {
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

  private func settings(_ request: WebRequest, number: Int) -> String {
    let address = request.address.canonical.utf8.map { byte -> String in
      byte <= 0x20 || byte >= 0x7F || "\"\\".utf8.contains(byte)
        ? "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        : String(UnicodeScalar(byte))
    }.joined()
    return """
      url = "\(address)"
      \(route(of: request))
      \(request.method == .head ? "head" : "max-filesize = \(Self.sizeLimit)")
      silent
      globoff
      output = "/dev/null"
      proto = "=http,https"
      connect-timeout = 10
      max-time = \(Self.patience)
      user-agent = "Waymark/\(version) (link check)"
      write-out = "\(number)\\t%{http_code}\\t%{exitcode}\\t%{redirect_url}\\t%{errormsg}\\n"

      """
  }

  /// Which machine is connected to.
  private func route(of request: WebRequest) -> String {
    if let proxy = Self.proxy(forSecure: request.address.isSecure) {
      return "proxy = \"\(proxy)\"\nnoproxy = \"\""
    }
    let route = "proxy = \"\"\nnoproxy = \"*\""
    guard let machine = request.machine else { return route }
    return route + "\nconnect-to = \"::\(machine.text):\(request.address.port)\""
  }

  /// The proxy that the environment asks for. (https://curl.se/docs/manpage.html#ENVIRONMENT)
  static func proxy(forSecure isSecure: Bool) -> String? {
    // Upper case `HTTP_PROXY` is what a web server sets for a program from a header.
    let names = isSecure ? ["https_proxy", "HTTPS_PROXY"] : ["http_proxy"]
    for name in names + ["all_proxy", "ALL_PROXY"] {
      guard let text = getenv(name).map({ String(cString: $0) }), !text.isEmpty,
        text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"\"\\".utf8.contains($0) })
      else { continue }
      return text
    }
    return nil
  }

  /// What a line of curl's says, by the numbers of https://curl.se/libcurl/c/libcurl-errors.html.
  private static func response(_ fields: [String]) -> WebResponse {
    var response = WebResponse(
      status: Int(fields[1]) ?? 0, redirect: fields[3].isEmpty ? nil : fields[3])
    switch Int(fields[2]) ?? 0 {
    case 0: break
    case 5, 6: response.failure = "no server has this name"
    case 7: response.failure = "the server takes no connections"
    case 28:
      response.failure = "the server did not answer within \(patience) seconds"
      response.mayPass = true
    case 35, 58, 59: response.failure = "no secure connection could be made"
    case 51, 60: response.failure = "the server's certificate is not valid"
    case 52, 55, 56:
      response.failure = "the server ended the connection without an answer"
      response.mayPass = true
    default: response.failure = fields[4].isEmpty ? "curl gives up (\(fields[2]))" : fields[4]
    }
    return response
  }

  // MARK: Process

  /// Runs a program of `PATH` with a text as its input; returns what it writes.
  private static func run(_ arguments: [String], input: String) throws -> String {
    let (inputEnd, ourEnd) = try pipe()
    let (outputEnd, itsEnd) = try pipe()
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, inputEnd.rawValue, 0)
    posix_spawn_file_actions_adddup2(&actions, itsEnd.rawValue, 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    for end in [inputEnd, ourEnd, outputEnd, itsEnd] {
      posix_spawn_file_actions_addclose(&actions, end.rawValue)
    }
    var process = pid_t()
    var argv = arguments.map { strdup($0) } + [nil]
    defer { argv.forEach { free($0) } }
    let failure = posix_spawnp(&process, arguments[0], &actions, nil, &argv, environ)
    try inputEnd.close()
    try itsEnd.close()
    guard failure == 0 else {
      try ourEnd.close()
      try outputEnd.close()
      if failure == ENOENT { throw Missing() }
      throw Errno(rawValue: failure)
    }
    // It may end before it has read all.
    _ = try? ourEnd.writeAll(Array(input.utf8))
    try ourEnd.close()
    var output: [UInt8] = []
    while true {
      let chunk = try [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
        count = try outputEnd.read(into: UnsafeMutableRawBufferPointer(buffer))
      }
      if chunk.isEmpty { break }
      output += chunk
    }
    try outputEnd.close()
    var status: CInt = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return String(decoding: output, as: UTF8.self)
  }

  private static func pipe() throws -> (FileDescriptor, FileDescriptor) {
    let ends = try FileDescriptor.pipe()
    return (ends.readEnd, ends.writeEnd)
  }
}
