import Diagnostics
import Search
import Text

/// Renders a search's answer as text and as JSON.
struct AnswerText {
  private let answer: SearchAnswer
  /// The folder of the language's files in the built site, with a slash at its end, or empty.
  private let prefix: String

  init(_ answer: SearchAnswer, _ prefix: String) {
    (self.answer, self.prefix) = (answer, prefix)
  }

  /// The answer as text.
  func text(for query: String) -> String {
    let count = answer.total
    var lines = ["\(count) page\(count == 1 ? "" : "s") for “\(query)”"]
    for correction in answer.corrections {
      lines.append("  “\(correction.from)” was read as “\(correction.to)”")
    }
    for word in answer.missing { lines.append("  No page has “\(word)”") }
    for (number, hit) in answer.hits.enumerated() {
      lines.append("")
      lines.append("\(number + 1). \(hit.title)  (\(hit.typeLabel))  /\(prefix)\(hit.address)")
      if !hit.lead.isEmpty { lines.append("   \(hit.lead)") }
      for section in hit.sections {
        lines.append("   › \(section.heading)  #\(section.anchor)")
        if !section.summary.isEmpty { lines.append("     \(section.summary)") }
      }
      if !hit.steps.isEmpty { lines.append("   score \(Self.number(hit.score)):") }
      for step in hit.steps { lines.append("     \(Self.number(step.score))  \(Self.text(step))") }
    }
    return lines.map(shown).joined(separator: "\n") + "\n"
  }

  /// A score with two digits after the point.
  private static func number(_ score: Double) -> String {
    let hundredths = Int((score * 100).rounded())
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
  }

  private static func text(_ step: SearchAnswer.Step) -> String {
    switch step.kind {
    case .word where step.matched.isEmpty: "“\(step.text)” is not on the page"
    case .word:
      "“\(step.text)”"
        + (step.matched == step.text ? "" : " as “\(step.matched)”")
        + (step.section.isEmpty ? "" : " in “\(step.section)”") + ", level \(step.level) of 15"
    case .everyWord: "the page has every word"
    case .title: "words of the title"
    case .neighbors: "“\(step.text)” side by side"
    }
  }

  /// Makes a line safe for a terminal, because the site may be untrusted.
  private func shown(_ line: String) -> String {
    TerminalText.line(line.split(whereSeparator: \.isNewline).joined(separator: " "))
  }

  /// The answer as one object, for programs.
  var json: String {
    JSON.object([
      "total": .number(answer.total),
      "corrections": .array(
        answer.corrections.map { .object(["from": .string($0.from), "to": .string($0.to)]) }),
      "missing": .array(answer.missing.map { .string($0) }),
      "types": .object(answer.types.sorted { $0.key < $1.key }.map { ($0.key, .number($0.value)) }),
      "results": .lines(answer.hits.map { hit($0, isFull: true) }, endsLine: true),
    ]).text + "\n"
  }

  /// The answer to the query with the given id on one line, for measurements.
  func line(id: String) -> String {
    JSON.object([
      "id": .string(id), "results": .array(answer.hits.map { hit($0, isFull: false) }),
    ]).text + "\n"
  }

  private func hit(_ hit: SearchAnswer.Hit, isFull: Bool) -> JSON {
    let sections = hit.sections.map { section in
      JSON.object([
        "heading": .string(section.heading), "anchor": .string(section.anchor),
        "text": .string(section.summary),
      ])
    }
    return .object([
      "url": .string("/" + prefix + hit.address), "title": .string(hit.title),
      "type": .string(hit.type), "score": .number(hit.score),
      "lead": isFull ? .string(hit.lead) : nil,
      "sections": isFull ? .array(sections) : nil,
      "explanation": hit.steps.isEmpty ? nil : .array(hit.steps.map(Self.json)),
    ])
  }

  private static func json(_ step: SearchAnswer.Step) -> JSON {
    let isWord = step.kind == .word
    return .object([
      "kind": .string(step.kind.rawValue), "text": .string(step.text),
      "matched": isWord ? .string(step.matched) : nil,
      "section": isWord ? .string(step.section) : nil,
      "level": isWord ? .number(step.level) : nil, "score": .number(step.score),
    ])
  }
}
