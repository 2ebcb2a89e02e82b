import Diagnostics
import Markdown
import SiteModel
import Templates
import Text

/// Fills the placeholders in a page's HTML with links, terms and embedded pages.
struct BodyRenderer: Sendable {
  /// The fields of `embed` in the templates of `embeds/`.
  static let embedFields = [
    "type", "type_label", "title", "url", "slug", "level", "body", "answer", "definition",
    "caption", "csv_url", "drawing",
  ]
  private static let embedShape = Shape(embedFields)
  private let views: Views

  init(views: Views) {
    self.views = views
  }

  /// The HTML of a page's text, for the page itself.
  func own(_ page: Page) -> [UInt8] {
    var context = Context(prefix: "", headingShift: 0, names: EmbedNames(page, views))
    return fill(page, .whole, &context)
  }

  /// The HTML of a page's text, for another page that shows it.
  ///
  /// `id` is the id of the element around the text, and prefixes the ids inside it. `headingShift` is added to the
  /// levels of headings.
  func embedded(_ page: Page, under id: String, headingShift: Int) -> [UInt8] {
    var context = Context(
      prefix: id + EmbedNames.separator, headingShift: headingShift, names: EmbedNames(page, views))
    return fill(page, .whole, &context)
  }

  /// The HTML of a field in Markdown, by the range of its value.
  func field(at range: Range<Int>, of page: Page) -> [UInt8] {
    guard let body = views.parsedPage(page.id).fieldBodies[range.lowerBound] else { return [] }
    var context = Context(prefix: "", headingShift: 0, names: EmbedNames(page, views))
    var html: [UInt8] = []
    fill(
      page, body, 0..<body.bytes.count, body.placeholders[...], ownIDs: nil, mentions: [], &context,
      &html)
    return html
  }

  /// The place where a text is shown: on its own page, or inside another one.
  private struct Context {
    /// The prefix of ids, which makes them unique on the page.
    let prefix: String
    let headingShift: Int
    /// The ids of the embeds in the text.
    let names: EmbedNames
    /// The level of the last heading.
    var level = 1
  }

  private func fill(_ page: Page, _ part: EmbeddedPart, _ context: inout Context) -> [UInt8] {
    let body = views.parsedPage(page.id).body
    let mentions = views.links(of: page.id).mentions
    var html: [UInt8] = []
    for range in part.ranges(of: body) {
      let placeholders = part.placeholders(of: body, in: range)
      let own = part == .whole ? nil : body.definedIDs(in: placeholders)
      let first = mentions.partitioningIndex { $0.offset >= range.lowerBound }
      fill(
        page, body, range, placeholders, ownIDs: own, mentions: mentions[first...], &context, &html)
    }
    return html
  }

  /// Fills the placeholders in a range of a page's text, or of a field.
  ///
  /// `ownIDs` are the ids in the shown part of the page; `nil` if the whole page is shown.
  private func fill(
    _ page: Page, _ body: HTMLFragment, _ range: Range<Int>,
    _ placeholders: ArraySlice<Placeholder>, ownIDs: Set<String>?,
    mentions: ArraySlice<TermMention>, _ context: inout Context, _ html: inout [UInt8]
  ) {
    html.reserveCapacity(html.count + range.count + range.count / 4)
    var position = range.lowerBound
    let links = views.links(of: page.id)
    var mentions = mentions
    for placeholder in placeholders {
      html += body.bytes[position..<placeholder.offset]
      position = placeholder.offset
      switch placeholder.kind {
      case .linkStart(let index):
        startLink(links.targets[index], page.parsed.references[index], &html)
      case .linkAttributes(let index):
        linkAttributes(links.targets[index], page.parsed.references[index], &html)
      case .address(let index):
        let reference = page.parsed.references[index]
        HTMLEscaping.appendURL(
          address(of: links.targets[index], reference) ?? reference.url, to: &html)
      case .linkLabel(let index): label(links.targets[index], page.parsed.references[index], &html)
      case .imageSource(let index):
        image(links.targets[index], page.parsed.references[index], &html)
      case .component(let index): component(index, context, page, &html)
      case .pictureStart(let index):
        PictureElement(links.targets[index], page.parsed.references[index], views)?.start(&html)
      case .pictureEnd(let index):
        PictureElement(links.targets[index], page.parsed.references[index], views)?.end(&html)
      case .embed(let index): embed(links.targets[index], index, context, page, &html)
      case .id(let id) where ownIDs?.contains(id) == false && html.last == UInt8(ascii: "#"):
        // The target is on the embedded page, but not in the part that is shown here.
        html.removeLast()
        HTMLEscaping.appendURL("\(page.address)#\(id)", to: &html)
      case .id(let id):
        html += context.prefix.utf8
        HTMLEscaping.append(id, to: &html)
      case .headingLevel(let level):
        context.level = min(level + context.headingShift, 6)
        html += "\(context.level)".utf8
      case .sectionStart: break
      case .text(let length):
        position += length
        terms(body.bytes, placeholder.offset..<position, &mentions, &html)
      }
    }
    html += body.bytes[position..<max(position, range.upperBound)]
  }

  // MARK: Links

  private func startLink(_ target: LinkTarget, _ reference: Reference, _ html: inout [UInt8]) {
    html += "<a".utf8
    linkAttributes(target, reference, &html)
    html += ">".utf8
  }

  private func linkAttributes(
    _ target: LinkTarget, _ reference: Reference, _ html: inout [UInt8]
  ) {
    guard let address = address(of: target, reference) else {
      html += " class=\"broken\"".utf8
      return Self.brokenTitle(reference, &html)
    }
    if case .language(let link) = target {
      html += " hreflang=\"\(link.tag.text)\"".utf8
      // The label is the title of the target.
      if reference.provisionalLabel != nil { html += " lang=\"\(link.tag.text)\"".utf8 }
    }
    let isExternal = target == .external && !address.hasPrefix("mailto:")
    Self.linkAttributes(to: address, isExternal: isExternal, title: reference.title, &html)
  }

  /// Writes the address of a broken link as its title, after the title that the author gave it.
  private static func brokenTitle(_ reference: Reference, _ html: inout [UInt8]) {
    html += " title=\"".utf8
    if let title = reference.title, !title.isEmpty { HTMLEscaping.append(title + ": ", to: &html) }
    HTMLEscaping.append(reference.url, to: &html)
    html += "\"".utf8
  }

  /// Writes the start tag of a link.
  static func startLink(
    to address: String, isExternal: Bool = false, title: String?, _ html: inout [UInt8]
  ) {
    html += "<a".utf8
    linkAttributes(to: address, isExternal: isExternal, title: title, &html)
    html += ">".utf8
  }

  private static func linkAttributes(
    to address: String, isExternal: Bool, title: String?, _ html: inout [UInt8]
  ) {
    attribute(" href=\"", url: address, &html)
    if isExternal { html += " rel=\"external\"".utf8 }
    if let title, !title.isEmpty {
      html += " title=\"".utf8
      HTMLEscaping.append(title, to: &html)
      html += "\"".utf8
    }
  }

  /// Writes an attribute whose value is an address.
  ///
  /// `start` is the markup up to the address.
  static func attribute(_ start: String, url: String, _ html: inout [UInt8]) {
    html += start.utf8
    HTMLEscaping.appendURL(url, to: &html)
    html += "\"".utf8
  }

  private func address(of target: LinkTarget, _ reference: Reference) -> String? {
    switch target {
    case .language(let link):
      guard let found = views.translations.targets[link] else { return nil }
      guard !reference.query.isEmpty else { return found.address }
      let parts = Reference.split(found.address)
      return parts.target + reference.query + (parts.fragment.map { "#" + $0 } ?? "")
    case .external: return reference.url
    case .file(let path):
      return views.configuration.address.path(to: path.text) + reference.query
        + (reference.fragment.map { "#" + $0 } ?? "")
    case .page(let id, let anchor):
      let page = views.page(id)
      let anchor = anchor ?? page.entryAnchor
      if anchor == nil, reference.query.isEmpty { return page.address }
      return views.configuration.address.path(to: page.route.text) + reference.query
        + (anchor.map { "#" + $0.percentEncodedPath } ?? "")
    case .broken: return nil
    }
  }

  /// Writes the title of the target, for a wiki link without a label.
  private func label(_ target: LinkTarget, _ reference: Reference, _ html: inout [UInt8]) {
    if case .language(let link) = target, let found = views.translations.targets[link] {
      return HTMLEscaping.append(found.title, to: &html)
    }
    guard case .page(let id, let anchor) = target else {
      HTMLEscaping.append(reference.target, to: &html)
      return
    }
    let title = anchor.flatMap { views.parsedPage(id).anchors.title($0) } ?? views.page(id).title
    HTMLEscaping.append(title, to: &html)
  }

  private func image(_ target: LinkTarget, _ reference: Reference, _ html: inout [UInt8]) {
    guard let address = address(of: target, reference) else {
      // Without an address browsers show the alternative text.
      html += " class=\"broken\"".utf8
      if reference.title == nil { Self.brokenTitle(reference, &html) }
      return
    }
    Self.attribute(" src=\"", url: address, &html)
    let own: ImageSize?
    switch target {
    case .file(let path): own = views.pictures.size(of: path)
    case .language(let link): own = views.translations.pictures[link]
    default: own = nil
    }
    let size = Self.shownSize(reference, own)
    if let width = size.width { html += " width=\"\(width)\"".utf8 }
    if let height = size.height { html += " height=\"\(height)\"".utf8 }
  }

  /// The values of `width` and `height`: those that the author wants, in the proportion of the image, or its own.
  private static func shownSize(
    _ reference: Reference, _ own: ImageSize?
  ) -> (width: String?, height: String?) {
    guard reference.width != nil || reference.height != nil else {
      return (own.map { "\($0.width)" }, own.map { "\($0.height)" })
    }
    var (width, height) = (reference.width?.text, reference.height?.text)
    if let own {
      if height == nil, let pixels = reference.width?.pixels {
        height = "\(max(1, pixels * own.height / own.width))"
      }
      if width == nil, let pixels = reference.height?.pixels {
        width = "\(max(1, pixels * own.width / own.height))"
      }
    }
    return (width, height)
  }

  // MARK: Terms

  private func terms(
    _ bytes: [UInt8], _ range: Range<Int>, _ mentions: inout ArraySlice<TermMention>,
    _ html: inout [UInt8]
  ) {
    var position = range.lowerBound
    while let mention = mentions.first, mention.offset < range.upperBound {
      mentions = mentions.dropFirst()
      let term = views.page(mention.term)
      html += bytes[position..<mention.offset]
      position = mention.offset + mention.length
      html += "<a class=\"term\" href=\"".utf8
      HTMLEscaping.appendURL(term.address, to: &html)
      if let definition = term.text(.definition) {
        html += "\" data-definition=\"".utf8
        HTMLEscaping.append(definition, to: &html)
      }
      html += "\">".utf8
      html += bytes[mention.offset..<position]
      html += "</a>".utf8
    }
    html += bytes[position..<range.upperBound]
  }

  // MARK: Embeds

  private func embed(
    _ target: LinkTarget, _ index: Int, _ context: Context, _ page: Page, _ html: inout [UInt8]
  ) {
    let reference = page.parsed.references[index]
    guard reference.kind == .embed, case .page(let id, let anchor) = target else {
      // What cannot be embedded stays as a link, or as text with its address.
      html += "<p>".utf8
      startLink(target, reference, &html)
      if reference.kind == .wikiLink, reference.label == nil {
        label(target, reference, &html)
      } else {
        HTMLEscaping.append(reference.label ?? reference.url, to: &html)
      }
      html += "</a></p>\n".utf8
      return
    }
    let target = views.page(id)
    let slug = context.prefix + (context.names[index] ?? target.slug)
    let level = min(context.level + 1, 6)
    var inner = Context(
      prefix: slug + EmbedNames.separator, headingShift: level - 1,
      names: EmbedNames(target, views))
    let body = fill(target, target.embeddedPart(anchor), &inner)
    let values: [Value] = [
      .string(target.type.name), .string(views.strings.label(of: target.type)),
      .string(target.title),
      .string(target.address), .string(slug), .int(level),
      .safe(SafeHTML(String(decoding: body, as: UTF8.self))),
      Value(target.text(.answer)), Value(target.text(.definition)),
      Value(target.text(.caption)), views.dataURL(target, as: "csv"),
      anchor == nil ? views.drawing(of: target) : .none,
    ]
    let template = embedTemplate(target.type)
    views.render(
      template, .embed, .record(Record(Self.embedShape, values)),
      fields: views.fields(of: target, in: template), into: &html, origin: page.source.name)
    html.append(UInt8(ascii: "\n"))
  }

  /// The template of embedded pages of a type.
  private func embedTemplate(_ type: ContentType) -> String {
    for name in type.templates {
      let template = "embeds/\(name).html"
      views.tracker.note(template: template)
      if views.environment.contains(template) { return template }
    }
    return "embeds/page.html"
  }

  // MARK: Components

  /// Writes a component: the output of its template, which reads its data as `block`.
  ///
  /// Keys that the template reads and the author did not write are none; `block.id` is an id that is unique on the page.
  private func component(
    _ index: Int, _ context: Context, _ page: Page, _ html: inout [UInt8]
  ) {
    let data = views.parsedPage(page.id).components[index]
    let template = "\(ComponentTypes.folder)\(data.name).html"
    let id = "\(context.prefix)block\(EmbedNames.separator)\(index + 1)"
    var values = views.values(of: data, on: page)
    let reads = views.environment.reads(of: template).fields[ViewRoot.block.rawValue] ?? []
    let missing = reads.subtracting(values.map(\.0)).sorted()
    values = [("id", .string(id))] + missing.filter { $0 != "id" }.map { ($0, .none) } + values
    views.render(
      template, .block, .record(Record(values)), fields: views.fields(of: page, in: template),
      into: &html, origin: page.source.name)
    if html.last != UInt8(ascii: "\n") { html.append(UInt8(ascii: "\n")) }
  }
}
