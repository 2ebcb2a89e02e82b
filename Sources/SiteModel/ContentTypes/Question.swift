extension ContentType {
  /// A question in the title, and its answer in the text.
  package static let faq = ContentType(
    "faq", folder: "faq", label: "Question", nouns: ("question", "questions"),
    roles: [.question, .listEntry, .leadsOn, .findsRelated],
    fields: [
      Field("answer", .text, "the answer in one sentence that stands alone", role: .answer)
    ],
    starter: Starter(frontMatter: "# answer: The answer in one sentence.\n"),
    isCounted: true)
}
