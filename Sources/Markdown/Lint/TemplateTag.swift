import Diagnostics

extension Rule {
  static let templateTag = Rule(
    "template-tag", .warning,
    "`{{ name }}`, `{% tag %}` and `<% code %>` are tags of template languages, such as Jekyll's "
      + "Liquid, macros of MkDocs or `{{#include}}` of mdBook. Waymark reads no templates in texts and "
      + "shows the tags.",
    example: """
      content/page.md:
      Welcome to {{ site.title }}.
      """,
    grouping: .once)
}

/// Finds tags of template languages in the text.
enum TemplateTag: MarkdownCheck {
  static let rules = [Rule.templateTag]

  static func run(on document: inout LintedDocument) {
    let prose = document.prose.bytes
    let output = ToolTags.all(in: document, from: "{{", to: "}}").filter { range in
      let sign = prose[range.lowerBound + 2]
      return sign != UInt8(ascii: "<") && sign != UInt8(ascii: "%")
        && !MDXSyntax.isAttribute(range, prose)
        && !IncludedFile.isInclusion(
          document.prose.text(ofLine: document.lines.line(at: range.lowerBound)))
    }
    let tags = ToolTags.all(in: document, from: "{%", to: "%}").filter { range in
      // The inner part of a shortcode of Hugo.
      range.lowerBound == 0 || prose[range.lowerBound - 1] != UInt8(ascii: "{")
    }
    for range in output + tags + ToolTags.all(in: document, from: "<%", to: "%>") {
      document.report(
        .templateTag, "this tag of a template language is shown as text", range,
        help: "write what it stands for, or put it between backticks")
    }
  }
}
