import SiteModel
import Text

/// The pages of an EPUB: which sections share a file, and their XHTML.
struct EPUBPages {
  /// A file of the EPUB with the sections in it, each with the level of its heading.
  struct File {
    let name: String
    var sections: [(section: BookSection, level: Int)]
    var size: Int
  }

  private(set) var files: [File] = []
  /// The name of the file that holds a section, by the section's id.
  private(set) var fileNames: [String: String] = [:]

  /// The size of HTML from which a file takes no further entries; old devices are slow with larger files.
  private static let fullSize = 200_000

  init(_ book: Book) {
    for section in book.sections { _ = add(section, level: 1, to: nil) }
  }

  /// Plans a section and those below it; returns the index of its file.
  private mutating func add(_ section: BookSection, level: Int, to parent: Int?) -> Int {
    var file = files.count - 1
    let joins = section.isEntry && parent == file && files[file].size < Self.fullSize
    let ownLevel = section.isEntry ? level : 1
    if joins {
      files[file].sections.append((section, ownLevel))
      files[file].size += section.markup.size
    } else {
      file += 1
      files.append(
        File(
          name: "page-\(files.count + 1).xhtml", sections: [(section, ownLevel)],
          size: section.markup.size))
    }
    fileNames[section.id] = files[file].name
    var last = file
    for child in section.children {
      let index = add(child, level: ownLevel + 1, to: last)
      if child.isEntry { last = index }
    }
    return last
  }

  /// The XHTML of a file.
  static func page(of file: File, in book: Book, by writer: inout BookWriter) -> String {
    var body = ""
    for (section, level) in file.sections {
      let name = "h\(min(level, 6))"
      body += "<section id=\"\(section.id)\">\n<\(name)>\(XML.escaped(section.title))</\(name)>\n"
      body += writer.html(of: section, level: level)
      body += "</section>\n"
    }
    return document(book, title: file.sections.first?.section.title ?? book.title, body: body)
  }

  /// A document around a body.
  static func document(_ book: Book, title: String, body: String) -> String {
    """
    \(XML.declaration)<!DOCTYPE html>
    <html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" \
    lang="\(XML.escaped(book.language))" xml:lang="\(XML.escaped(book.language))"\(book.isRightToLeft ? " dir=\"rtl\"" : "")>
    <head>
    <meta charset="utf-8"/>
    <title>\(XML.escaped(title))</title>
    <link rel="stylesheet" type="text/css" href="style.css"/>
    </head>
    <body>
    \(body)</body>
    </html>

    """
  }
}
