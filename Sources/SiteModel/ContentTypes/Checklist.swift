extension ContentType {
  /// A list of things to do, with boxes to tick.
  package static let checklist = ContentType(
    "checklist", folder: "checklists", label: "Checklist", nouns: ("checklist", "checklists"))
}
