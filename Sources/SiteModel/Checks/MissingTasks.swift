import Diagnostics

/// Reports checklists without boxes.
enum MissingTasks: PageCheck {
  static let rule = Rule(
    "missing-tasks", .warning,
    "Readers tick off the boxes of a checklist. A box is an item that begins with `- [ ]`.",
    example: """
      content/checklists/before.md:
      ---
      title: Before you start
      ---
      - Read this.
      """)

  static func diagnostics(in page: Page, of site: CheckedSite) -> [Diagnostic] {
    guard page.type.has(.tasks), !page.parsed.hasTasks, !page.parsed.hasEmbeds else { return [] }
    return finding(
      "the checklist “\(page.title)” has no boxes", at: "title", of: page,
      help: "begin each task with `- [ ] `, or set `draft: true`")
  }
}
