extension ContentType {
  /// A list of tasks with check boxes.
  package static let checklist = ContentType(
    "checklist", folder: "checklists", label: "Checklist", nouns: ("checklist", "checklists"),
    roles: [.tasks], starter: Starter(body: "- [ ] The first thing to do.\n"))
}
