import Diagnostics
import Markdown

/// Decides what every kind of link means.
///
/// One resolver, so that a wiki link, a Markdown link and a
/// name in front matter cannot disagree.
struct LinkResolver: Sendable {
  let pages: [Page]
  let names: PageNames
  let routes: RouteTable
  /// Files under `content/` that are copied as they are.
  let files: Set<ContentPath>
  /// Files of the built site that are no pages, which a link from its root may name.
  let outputs: Set<ContentPath>
  /// Pages that the author holds back: a link to one is explained rather than called a mistake.
  let withheld: PageNames
  let anchors: AnchorTable

  /// Why a link leads nowhere, before anybody has looked for what it may have meant.
  enum Failure: Sendable {
    case unknown
    case ambiguous([PageID])
    case anchor(PageID, String)
    case notAPage
  }

  enum Outcome: Sendable {
    case target(LinkTarget)
    case failure(Failure)
  }

  func resolve(_ reference: Reference, from page: Page) -> Outcome {
    if reference.isExternal { return .target(.external) }
    switch reference.form {
    case .wikiLink, .embed:
      if reference.target.isEmpty {
        return anchored(page.id, reference.fragment, reference.form)
      }
      return byName(reference.target, reference.fragment, reference.form, from: page)
    case .link, .image:
      let target = Self.percentDecoded(Self.withoutQuery(reference.target))
      if target.isEmpty { return anchored(page.id, reference.fragment, .link) }
      return byPath(target, reference.fragment, reference.form, from: page)
    }
  }

  /// What a name in front matter means.
  func resolve(_ name: String) -> Outcome {
    switch names[name] {
    case .page(let id): .target(.page(id, anchor: nil))
    case .several(let ids): .failure(.ambiguous(ids))
    case .none: .failure(.unknown)
    }
  }

  private func byName(
    _ name: String, _ fragment: String?, _ form: Reference.Form, from page: Page
  ) -> Outcome {
    switch names[name] {
    case .page(let id): return anchored(id, fragment, form)
    case .several(let ids): return .failure(.ambiguous(ids))
    case .none: break
    }
    let candidates = [page.path.resolving(name), ContentPath("").resolving(name)]
    guard let file = candidates.compactMap({ $0 }).compactMap(file).first else {
      return .failure(.unknown)
    }
    return form == .embed ? .failure(.notAPage) : .target(.file(file))
  }

  /// A Markdown link: to a file from where the page lies, or to an address of the site.
  private func byPath(
    _ target: String, _ fragment: String?, _ form: Reference.Form, from page: Page
  ) -> Outcome {
    guard let path = page.path.resolving(target) else { return .failure(.unknown) }
    if form == .image {
      return file(path).map { .target(.file($0)) } ?? .failure(.unknown)
    }
    if case .page(let id) = names[path: path] { return anchored(id, fragment, form) }
    if let file = file(path) { return .target(.file(file)) }
    if target.hasPrefix("/"), outputs.contains(path) { return .target(.file(path)) }
    let route = path.text.isEmpty ? "" : path.text + "/"
    switch target.hasPrefix("/") ? routes[route] ?? routes[path.text] : nil {
    case .page(let id), .redirect(let id, _): return anchored(id, fragment, form)
    case nil: return .failure(.unknown)
    }
  }

  /// The file at a path, named by the bytes of its own name: those of an equal one may differ.
  func file(_ path: ContentPath) -> ContentPath? {
    files.firstIndex(of: path).map { files[$0] }
  }

  private func anchored(
    _ id: PageID, _ fragment: String?, _ form: Reference.Form
  ) -> Outcome {
    guard let fragment, !fragment.isEmpty else { return .target(.page(id, anchor: nil)) }
    let wanted = Self.percentDecoded(fragment)
    if let anchor = anchors.find(wanted, on: id) { return .target(.page(id, anchor: anchor)) }
    return .failure(.anchor(id, wanted))
  }

  private static func withoutQuery(_ target: String) -> String {
    String(target.prefix { $0 != "?" })
  }

  /// The text with `%2F` and the like as the bytes that they stand for.
  static func percentDecoded(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
