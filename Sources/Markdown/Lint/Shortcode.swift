import Diagnostics

extension Rule {
  static let shortcode = Rule(
    "shortcode", .warning,
    "`{{< name >}}` and `{{% name %}}` are shortcodes of Hugo, which put the output of a template "
      + "there. Waymark has no shortcodes and shows them as text.",
    example: """
      content/page.md:
      {{< youtube abc >}}
      """,
    grouping: .once)
}

/// Finds shortcodes of Hugo.
enum Shortcode: MarkdownCheck {
  static let rules = [Rule.shortcode]

  static func run(on document: inout LintedDocument) {
    for range in ToolTags.all(in: document, from: "{{<", to: ">}}")
      + ToolTags.all(in: document, from: "{{%", to: "%}}")
    {
      document.report(
        .shortcode, "this shortcode of Hugo is shown as text", range,
        help: "write what it shows in Markdown: `![](picture.png)` for a figure, `[[page]]` for a "
          + "link, an address for a video; or put it between backticks")
    }
  }
}
