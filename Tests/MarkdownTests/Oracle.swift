import CCMarkGFM
import Diagnostics
import Text

@testable import Markdown

/// What cmark-gfm itself makes of a text, called in the same process.
enum Oracle {
  static func html(
    _ markdown: String, _ options: MarkdownOptions, tagFilter: Bool = false
  ) -> String {
    let bytes = Array(markdown.utf8)
    return CMark.shared.withTree(
      of: bytes.span, options: options, holdsTilde: bytes.contains(UInt8(ascii: "~")),
      footnotes: true
    ) { root in
      var extensions: UnsafeMutablePointer<cmark_llist>?
      let memory = cmark_get_default_mem_allocator()
      if tagFilter, let filter = cmark_find_syntax_extension("tagfilter") {
        extensions = cmark_llist_append(memory, nil, UnsafeMutableRawPointer(filter))
      }
      defer { cmark_llist_free(memory, extensions) }
      guard
        let text = cmark_render_html_with_mem(
          root, CMARK_OPT_UNSAFE, extensions, memory)
      else { return "" }
      defer { memory?.pointee.free(text) }
      return String(cString: text)
    } ?? ""
  }
}

/// Our HTML with every placeholder filled as cmark would write it.
enum PlainFiller {
  static func html(_ markdown: String, _ options: MarkdownOptions) -> String {
    let source = SourceText(name: "test.md", text: markdown)
    let document = MarkdownDocument.parse(source, options: options)
    let fragment = document.html(HTMLOptions(profile: .commonMark))
    var output: [UInt8] = []
    var start = 0
    for placeholder in fragment.placeholders {
      output += fragment.bytes[start..<placeholder.offset]
      start = placeholder.offset
      switch placeholder.kind {
      case .linkStart(let index):
        let reference = document.references[index]
        output += "<a href=\"".utf8
        HTMLEscaping.appendURL(reference.url, to: &output)
        output += "\"".utf8
        if let title = reference.title {
          output += " title=\"".utf8
          HTMLEscaping.append(title, to: &output)
          output += "\"".utf8
        }
        output += ">".utf8
      case .imageSource(let index):
        output += " src=\"".utf8
        HTMLEscaping.appendURL(document.references[index].url, to: &output)
        output += "\"".utf8
      default: output += "{\(placeholder.kind)}".utf8
      }
    }
    output += fragment.bytes[start...]
    return String(decoding: output, as: UTF8.self)
  }
}
