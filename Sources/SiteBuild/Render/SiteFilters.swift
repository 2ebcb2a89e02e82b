import Diagnostics
import Markdown
import SiteModel
import Templates
import Text

/// The filters that need the site: addresses, assets and Markdown.
package enum SiteFilters {
  static func all(
    address: SiteAddress, assetAddress: SiteAddress, assets: AssetTable, strings: LanguageStrings
  ) -> [Function] {
    [asset(assetAddress, assets)] + rest(address, assets: assetAddress) + StringFilters.all(strings)
  }

  /// The filters for a template that is rendered without a site.
  ///
  /// Assets then have no hashes in their names.
  package static let standalone: [Function] =
    SiteAddress("https://example.org").map {
      [asset($0, nil)] + rest($0, assets: $0) + StringFilters.all(SiteStrings.none.main)
    } ?? []

  private static func asset(_ address: SiteAddress, _ assets: AssetTable?) -> Function {
    Function("asset") { call in
      let name = try text(call)
      guard let assets else { return .string(address.path(to: "assets/" + name)) }
      guard let path = assets[name] else {
        throw TemplateError(
          "there is no file `assets/\(name)`", help: assets.nearest(to: name),
          rule: .missingAsset)
      }
      return .string(address.path(to: path.text))
    }
  }

  private static func rest(_ address: SiteAddress, assets: SiteAddress) -> [Function] {
    let assetFolder = assets.path(to: "assets/")
    return [
      Function("relative_url") { .string(relative(try text($0), address)) },
      Function("absolute_url") { call in
        let text = try text(call)
        if text.hasPrefix("http://") || text.hasPrefix("https://") { return .string(text) }
        // Assets are beside the folder of a language.
        let isRooted = text.hasPrefix(address.root) || text.hasPrefix(assetFolder)
        // Without an origin the address stays relative to the root.
        return .string((address.origin ?? "") + (isRooted ? text : relative(text, address)))
      },
      Function("markdown") { call in
        // Fields in Markdown are HTML already.
        if case .safe = call.input { return call.input }
        return .safe(SafeHTML(try html(of: text(call))))
      },
    ]
  }

  static func text(_ call: Call) throws -> String {
    guard let text = call.input.text else {
      throw TemplateError("expected text, not \(call.input.kindName)")
    }
    return text
  }

  private static func relative(_ path: String, _ address: SiteAddress) -> String {
    address.root + path.drop { $0 == "/" }
  }

  /// Renders Markdown without wiki links, callouts and raw HTML, which are allowed only in pages.
  private static func html(of markdown: String) throws -> String {
    let document = MarkdownDocument.parse(
      SourceText(name: "the text", text: markdown),
      options: MarkdownOptions(html: .drop, syntax: [.gfm, .linkSafety]))
    if let problem = document.diagnostics.first(where: {
      document.isUnreadable || $0.rule == .unsafeLink
    }) {
      throw TemplateError(problem.message, help: problem.help)
    }
    let fragment = document.html(HTMLOptions(profile: .commonMark))
    var html: [UInt8] = []
    var position = 0
    for placeholder in fragment.placeholders {
      html += fragment.bytes[position..<placeholder.offset]
      position = placeholder.offset
      switch placeholder.kind {
      case .linkStart(let index):
        let reference = document.references[index]
        BodyRenderer.startLink(to: reference.url, title: reference.title, &html)
      case .imageSource(let index):
        BodyRenderer.attribute(" src=\"", url: document.references[index].url, &html)
      case .headingLevel(let level): html += "\(level)".utf8
      case .id(let id): HTMLEscaping.append(id, to: &html)
      case .linkAttributes, .address, .linkLabel, .pictureStart, .pictureEnd, .embed, .component,
        .text, .sectionStart:
        break
      }
    }
    html += fragment.bytes[position...]
    return String(decoding: html, as: UTF8.self)
  }
}
