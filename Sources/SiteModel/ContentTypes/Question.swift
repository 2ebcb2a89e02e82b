extension ContentType {
  /// A question, which is the title, and its answer, which is the text.
  package static let faq = ContentType(
    "faq", folder: "faq", label: "Question", nouns: ("question", "questions"),
    fields: [Field("answer", .text, "the answer in one sentence that stands alone")])
}
