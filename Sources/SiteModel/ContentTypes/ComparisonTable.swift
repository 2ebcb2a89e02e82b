extension ContentType {
  /// A comparison: a table with a caption, rows that can be linked to, and its data as CSV.
  package static let table = ContentType(
    "table", folder: "tables", label: "Table", nouns: ("table", "tables"),
    fields: [
      Field("caption", .text, "what the table compares"),
      Field("key", .text, "the heading of the column that names the rows"),
      Field("data", .word, "a CSV file beside the page that holds the rows"),
    ])
}
