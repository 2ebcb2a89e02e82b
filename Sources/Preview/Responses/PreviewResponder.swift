import Text

/// Answers requests with the files of a served site.
///
/// It knows no sockets.
package struct PreviewResponder: Sendable {
  private let site: ServedSite
  private let hosts: AllowedHosts

  /// Makes a responder for the files of `site` and requests to `hosts`.
  package init(_ site: ServedSite, hosts: AllowedHosts) {
    self.site = site
    self.hosts = hosts
  }

  /// Returns the response to a request.
  package func respond(to request: PreviewRequest) -> PreviewResponse {
    guard hosts.allow(request.host) else { return .text(421, hosts.refusal(of: request.host)) }
    guard ["GET", "HEAD"].contains(request.method) else {
      var response = PreviewResponse.text(405, "Only GET and HEAD are supported.\n")
      response.headers.append(("Allow", "GET, HEAD"))
      return response
    }
    var response = answer(request)
    if request.method == "HEAD" {
      response.body = PreviewBody()
      response.isEventStream = false
    }
    return response
  }

  // MARK: Paths

  private func answer(_ request: PreviewRequest) -> PreviewResponse {
    if request.path.hasPrefix("/_waymark/") {
      return ownFile(String(request.path.dropFirst("/_waymark/".count)), request)
    }
    let root = site.root
    guard let path = request.path.strictlyPercentDecoded else { return notFound(request) }
    guard path.hasPrefix(root) else {
      return path == "/" || path + "/" == root ? redirect(to: root, request) : notFound(request)
    }
    let name = String(path.dropFirst(root.count))
    if name.isEmpty || name.hasSuffix("/") {
      return file(name + "index.html", request) ?? notFound(request)
    }
    if let found = file(name, request) { return found }
    if site.file(name + "/index.html") != nil {
      return redirect(to: request.path + "/", request)
    }
    return notFound(request)
  }

  private func ownFile(_ name: String, _ request: PreviewRequest) -> PreviewResponse {
    switch name {
    case "preview.js":
      return tagged(
        PreviewBody(PreviewScript.bytes), ServedSite.tag(PreviewScript.bytes), MediaType.of(name),
        request)
    case "events":
      var response = PreviewResponse(200, "text/event-stream", PreviewBody())
      response.isEventStream = true
      return response
    case "page-info.json":
      let address = request.query.strictlyPercentDecoded.map { String($0.dropFirst("page=".count)) }
      guard let info = address.flatMap(site.pageInfo) else { return .text(404, "No such page.\n") }
      return PreviewResponse(200, MediaType.of(name), PreviewBody(info))
    case "styles.json":
      let styles = JSON.object(site.styles.map { ($0.path, .string($0.tag)) })
      return PreviewResponse(200, MediaType.of(name), PreviewBody(styles.bytes))
    case "diagnostics.json":
      return PreviewResponse(200, MediaType.of(name), PreviewBody(site.diagnostics))
    default: return .text(404, "No such file.\n")
    }
  }

  private func file(_ name: String, _ request: PreviewRequest) -> PreviewResponse? {
    guard let bytes = site.file(name) else { return nil }
    let type = MediaType.of(name)
    if type.hasPrefix("text/html") { return page(bytes, 200, request) }
    return tagged(PreviewBody(bytes), ServedSite.tag(bytes), type, request)
  }

  /// A page with the preview's script inserted.
  private func page(_ bytes: [UInt8], _ status: Int, _ request: PreviewRequest) -> PreviewResponse {
    let tag = ServedSite.tag(bytes)
    let script =
      "<script type=\"module\" src=\"/_waymark/preview.js?page=\(tag)\" data-waymark></script>\n"
    let end = Array("</body>".utf8)
    let place = bytes.lastOffset(of: end) ?? bytes.count
    return tagged(
      PreviewBody(bytes[..<place], Array(script.utf8)[...], bytes[place...]), tag,
      "text/html; charset=utf-8", request, status: status)
  }

  private func notFound(_ request: PreviewRequest) -> PreviewResponse {
    var bytes = site.file("404.html") ?? Array(Self.emptyPage.utf8)
    let address = request.path.strictlyPercentDecoded
    if let reason = address.flatMap(site.reasonForNoPage) {
      let heading = bytes.firstRange(of: Array("</h1>".utf8))?.upperBound ?? 0
      bytes.insert(
        contentsOf: "\n<p class=\"draft\">\(HTMLEscaping.escaped(reason))</p>".utf8, at: heading)
    }
    return page(bytes, 404, request)
  }

  /// The page that is shown while the site has no page for errors.
  private static let emptyPage = """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8"><title>Preview</title></head>
    <body><h1>Page not found</h1><p><a href="/">Home page</a></p></body></html>

    """

  // MARK: Responses

  private func tagged(
    _ body: PreviewBody, _ tag: String, _ type: String, _ request: PreviewRequest,
    status: Int = 200
  ) -> PreviewResponse {
    let tag = "\"\(tag)\""
    if status == 200, let known = request.ifNoneMatch, known == "*" || known.contains(tag) {
      var response = PreviewResponse(304, type, PreviewBody())
      response.headers.append(("ETag", tag))
      return response
    }
    var response = PreviewResponse(status, type, body)
    response.headers += [("ETag", tag), ("Accept-Ranges", "bytes")]
    if status == 200, let range = request.range { return ranged(response, range) }
    return response
  }

  /// Answers with one range of bytes (RFC 9110, section 14).
  ///
  /// Several ranges, and other units, get the whole file.
  private func ranged(_ whole: PreviewResponse, _ header: String) -> PreviewResponse {
    guard header.hasPrefix("bytes="), !header.contains(",") else { return whole }
    let ends = header.dropFirst("bytes=".count).split(
      separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    guard ends.count == 2 else { return whole }
    let count = whole.body.count
    let range: Range<Int>?
    switch (Int(ends[0]), Int(ends[1])) {
    case (nil, let last?) where ends[0].isEmpty && last > 0:
      range = count == 0 ? nil : max(0, count - last)..<count
    case (let first?, nil) where ends[1].isEmpty && first >= 0:
      range = first < count ? first..<count : nil
    case (let first?, let last?) where first >= 0 && last >= first:
      range = first < count ? first..<min(count, last == .max ? last : last + 1) : nil
    default: return whole
    }
    var response = whole
    guard let range else {
      response.status = 416
      response.body = PreviewBody()
      response.length = 0
      response.headers.append(("Content-Range", "bytes */\(count)"))
      return response
    }
    response.status = 206
    response.body = whole.body.slice(range)
    response.length = range.count
    response.headers.append(
      ("Content-Range", "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(count)"))
    return response
  }

  private func redirect(to path: String, _ request: PreviewRequest) -> PreviewResponse {
    // `//host` would redirect to another site.
    let query = request.query.isEmpty ? "" : "?" + request.query
    let path = "/" + path.drop { $0 == "/" } + query
    var response = PreviewResponse.text(301, "Moved to \(path)\n")
    response.headers.append(("Location", path))
    return response
  }
}

extension [UInt8] {
  /// The offset of the last occurrence of some bytes.
  fileprivate func lastOffset(of bytes: [UInt8]) -> Int? {
    guard count >= bytes.count else { return nil }
    return stride(from: count - bytes.count, through: 0, by: -1).first {
      self[$0] == bytes[0] && self[$0..<$0 + bytes.count].elementsEqual(bytes)
    }
  }
}
