import Diagnostics
import Search

/// A search's answer in words and as JSON.
struct AnswerText {
  private let answer: SearchAnswer
  private let quoted = JSONRenderer().quoted

  init(_ answer: SearchAnswer) {
    self.answer = answer
  }

  /// For a person.
  func text(for query: String) -> String {
    let count = answer.total
    var lines = ["\(count) page\(count == 1 ? "" : "s") for “\(query)”"]
    for correction in answer.corrections {
      lines.append("  “\(correction.from)” was taken for “\(correction.to)”")
    }
    for (number, hit) in answer.hits.enumerated() {
      lines.append("")
      lines.append("\(number + 1). \(hit.title)  (\(hit.typeLabel))  /\(hit.address)")
      if !hit.lead.isEmpty { lines.append("   \(hit.lead)") }
      for section in hit.sections {
        lines.append("   › \(section.heading)  #\(section.anchor)")
        if !section.summary.isEmpty { lines.append("     \(section.summary)") }
      }
    }
    return lines.map(shown).joined(separator: "\n") + "\n"
  }

  /// One line for a terminal: titles are an author's, and the site may be another's.
  private func shown(_ line: String) -> String {
    TerminalText.line(line.split(whereSeparator: \.isNewline).joined(separator: " "))
  }

  /// One object, for programs.
  var json: String {
    let corrections = answer.corrections.map { correction in
      "{\"from\":\(quoted(correction.from)),\"to\":\(quoted(correction.to))}"
    }
    let types = answer.types.sorted { $0.key < $1.key }.map { "\(quoted($0.key)):\($0.value)" }
    return "{\"total\":\(answer.total),\"corrections\":[\(corrections.joined(separator: ","))],"
      + "\"types\":{\(types.joined(separator: ","))},"
      + "\"results\":[" + answer.hits.map { "\n" + object($0, isFull: true) }.joined(separator: ",")
      + "\n]}\n"
  }

  /// One line for the query with the given id, for measurements.
  func line(id: String) -> String {
    let results = answer.hits.map { object($0, isFull: false) }.joined(separator: ",")
    return "{\"id\":\(quoted(id)),\"results\":[\(results)]}\n"
  }

  private func object(_ hit: SearchAnswer.Hit, isFull: Bool) -> String {
    var fields = [
      ("url", quoted("/" + hit.address)), ("title", quoted(hit.title)),
      ("type", quoted(hit.type)), ("score", String(hit.score)),
    ]
    if isFull {
      let sections = hit.sections.map { section in
        "{\"heading\":\(quoted(section.heading)),\"anchor\":\(quoted(section.anchor)),"
          + "\"text\":\(quoted(section.summary))}"
      }
      fields.append(("lead", quoted(hit.lead)))
      fields.append(("sections", "[" + sections.joined(separator: ",") + "]"))
    }
    return "{" + fields.map { "\(quoted($0.0)):\($0.1)" }.joined(separator: ",") + "}"
  }
}
