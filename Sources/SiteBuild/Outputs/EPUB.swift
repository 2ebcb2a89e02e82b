import Concurrency
import Diagnostics
import SiteModel
import Text

/// `guide.epub`: the whole guide as an EPUB 3. (https://www.w3.org/TR/epub-33/)
///
/// Its bytes depend on the sources alone: entries have no time, and the time of the last change is that of the pages.
enum EPUB: Output {
  static let setting: OutputSetting? = .epub

  /// A file of the archive, as the package lists it.
  private struct Item {
    let id: String
    let name: String
    let type: String
    var properties = ""
    /// Whether the file is a page, in the order of reading.
    var isPage = true
    let bytes: [UInt8]
  }

  /// The types of pictures that every reading system shows. (https://www.w3.org/TR/epub-33/#sec-core-media-types)
  private static let pictureTypes = [
    "gif": "image/gif", "jpeg": "image/jpeg", "jpg": "image/jpeg", "png": "image/png",
    "svg": "image/svg+xml",
    "webp": "image/webp",
  ]

  static func files(of context: OutputContext) -> [OutputFile] {
    guard let book = context.book else { return [] }
    if let file = file(of: book, style: context.views.templateFile(style)) { return [file] }
    context.views.tracker.report(
      Diagnostic(
        .wholeGuide, "the EPUB would be larger than 4 GiB",
        at: context.configuration.source.location,
        help: "turn `epub` off, or make the pictures smaller"))
    return []
  }

  /// The style sheet, which stands alone, because reading systems know less CSS than browsers.
  private static let style = "book/epub.css"

  /// The file; `nil` if it would be too large for a ZIP archive.
  private static func file(of book: Book, style: [UInt8]) -> OutputFile? {
    let plan = EPUBPages(book)
    let pictures = self.pictures(of: book)
    var writer = BookWriter(
      book,
      BookWriter.Form(
        isXML: true, file: { plan.fileNames[$0] ?? "" }, image: { pictures[$0]?.name },
        numbersAddresses: false))
    var items = [
      Item(
        id: "nav", name: "nav.xhtml", type: "application/xhtml+xml", properties: "nav",
        bytes: Array(navigation(book, plan).utf8))
    ]
    items.insert(
      page("title", EPUBPages.document(book, title: book.title, body: cover(book, &writer))), at: 0)
    for file in plan.files {
      items.append(
        page(String(file.name.dropLast(6)), EPUBPages.page(of: file, in: book, by: &writer)))
    }
    items.append(
      Item(id: "style", name: "style.css", type: "text/css", isPage: false, bytes: style))
    for (path, picture) in pictures.sorted(by: { $0.key < $1.key }) {
      let bytes = book.files[path] ?? []
      items.append(
        Item(
          id: picture.id, name: picture.name, type: picture.type, isPage: false,
          bytes: PictureMetadata.withoutPlace(bytes) ?? bytes))
    }
    var archive = ZipArchive()
    archive.add("mimetype", Array("application/epub+zip".utf8), isStored: true)
    archive.add("META-INF/container.xml", Array(container.utf8))
    archive.add("EPUB/package.opf", Array(package(book, items).utf8))
    for item in items { archive.add("EPUB/" + item.name, item.bytes) }
    return archive.bytes.map { OutputFile(WholeGuideForm.epub.path, $0, origin: "the EPUB") }
  }

  private static func page(_ id: String, _ text: String) -> Item {
    Item(
      id: id, name: id + ".xhtml", type: "application/xhtml+xml",
      properties: text.contains("<svg") ? "svg" : "", bytes: Array(text.utf8))
  }

  /// The pictures that the pages show, with their names in the archive.
  private static func pictures(
    of book: Book
  ) -> [OutputPath: (id: String, name: String, type: String)] {
    var paths: Set<OutputPath> = []
    var collector = BookWriter(
      book,
      BookWriter.Form(
        isXML: true, file: { _ in "" },
        image: {
          paths.insert($0)
          return ""
        }, numbersAddresses: false))
    for section in book.sections.flatMap(\.all) { _ = collector.html(of: section, level: 1) }
    var pictures: [OutputPath: (id: String, name: String, type: String)] = [:]
    for path in paths.sorted() where book.files[path] != nil {
      let ending = path.text.split(separator: ".").last.map { $0.lowercased() } ?? ""
      guard let type = pictureTypes[ending] else { continue }
      let id = "picture-\(pictures.count + 1)"
      pictures[path] = (id, id + "." + ending, type)
    }
    return pictures
  }

  // MARK: Package

  private static let container = """
    \(XML.declaration)<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
    <rootfiles>
    <rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
    </rootfiles>
    </container>

    """

  private static func package(_ book: Book, _ items: [Item]) -> String {
    var text = """
      \(XML.declaration)<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" \
      xml:lang="\(XML.escaped(book.language))"\(book.isRightToLeft ? " dir=\"rtl\"" : "")>
      <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
      <dc:identifier id="id">\(XML.escaped(identifier(book)))</dc:identifier>
      <dc:title>\(XML.escaped(book.title))</dc:title>
      <dc:language>\(XML.escaped(book.language))</dc:language>

      """
    if let author = book.author { text += "<dc:creator>\(XML.escaped(author))</dc:creator>\n" }
    if let tagline = book.tagline {
      text += "<dc:description>\(XML.escaped(tagline))</dc:description>\n"
    }
    text += """
      <meta property="dcterms:modified">\(book.updated?.text ?? "1980-01-01")T00:00:00Z</meta>
      <meta property="schema:accessMode">textual</meta>
      <meta property="schema:accessModeSufficient">textual</meta>
      <meta property="schema:accessibilityFeature">structuralNavigation</meta>
      <meta property="schema:accessibilityFeature">tableOfContents</meta>
      <meta property="schema:accessibilityHazard">none</meta>
      </metadata>
      <manifest>

      """
    for item in items {
      let properties = item.properties.isEmpty ? "" : " properties=\"\(item.properties)\""
      text +=
        "<item id=\"\(item.id)\" href=\"\(item.name)\" media-type=\"\(item.type)\"\(properties)/>\n"
    }
    text +=
      "</manifest>\n<spine\(book.isRightToLeft ? " page-progression-direction=\"rtl\"" : "")>\n"
    for item in items where item.isPage { text += "<itemref idref=\"\(item.id)\"/>\n" }
    return text + "</spine>\n</package>\n"
  }

  /// The address of the site, which stays the same; without one, a name made from the title.
  private static func identifier(_ book: Book) -> String {
    if let address = book.address.url(of: "") { return address }
    let digits = String(
      decoding: Fingerprint(Array(book.title.utf8)).hexadecimal.prefix(32), as: UTF8.self)
    return "waymark:" + digits
  }

  // MARK: Title and contents

  private static func cover(_ book: Book, _ writer: inout BookWriter) -> String {
    "<section class=\"cover\" epub:type=\"titlepage\">\n" + writer.html(of: book.cover, level: 1)
      + "</section>\n"
  }

  private static func navigation(_ book: Book, _ plan: EPUBPages) -> String {
    let first = plan.files.first?.name ?? "title.xhtml"
    let contents = XML.escaped(book.contentsTitle)
    let body = """
      <nav epub:type="toc" id="toc" role="doc-toc">
      <h1>\(contents)</h1>
      \(list(book.sections, plan))</nav>
      <nav epub:type="landmarks" hidden="hidden">
      <ol>
      <li><a epub:type="toc" href="#toc">\(contents)</a></li>
      <li><a epub:type="bodymatter" href="\(first)">\(XML.escaped(book.title))</a></li>
      </ol>
      </nav>

      """
    return EPUBPages.document(book, title: book.title, body: body)
  }

  private static func list(_ sections: [BookSection], _ plan: EPUBPages) -> String {
    var text = "<ol>\n"
    for section in sections {
      text +=
        "<li><a href=\"\(plan.fileNames[section.id] ?? "")#\(section.id)\">\(XML.escaped(section.title))</a>"
      if !section.children.isEmpty { text += "\n" + list(section.children, plan) }
      text += "</li>\n"
    }
    return text + "</ol>\n"
  }
}
