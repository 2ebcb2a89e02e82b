extension ContentType {
  /// A comparison: a table with a caption, rows that can be linked to, and its data as CSV.
  package static let table = ContentType(
    "table", folder: "tables", label: "Table", nouns: ("table", "tables"),
    roles: [.findsRelated],
    fields: [
      Field("caption", .text, "what the table compares", role: .caption, isSearched: true),
      Field("key", .text, "the heading of the column that names the rows", role: .rowKey),
      Field(
        "data", .file(example: "data.csv"), "a CSV file beside the page that holds the rows",
        role: .rows),
    ],
    starter: Starter(
      frontMatter: "# caption: What the table compares.\n",
      body: "| Name | What it is |\n| --- | --- |\n| First | … |\n"),
    isCounted: true)
}
