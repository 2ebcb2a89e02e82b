import TestSupport

@testable import Search

/// A case of whole searches: a section `settings`, one for each document (`document <address>`) and
/// page (`page <address>`), the queries and what they find.
///
/// A document's lines are `title: …`, `names: …, …`, `type: …`, `topics: …, …`, `lead: …`, then its
/// sections: `# heading #anchor`, perhaps `> summary`, and the text. A query is `[text]`, so that a
/// space at its end is seen, with `limit N` and `types a, b` behind it.
struct SearchCase {
  private(set) var collection: Collection
  private(set) var queries: [Substring] = []

  init(_ file: CaseFile) {
    var settings = IndexSettings(language: "en", types: [])
    for line in (file["settings"] ?? "").split(separator: "\n") {
      let (key, value) = Self.field(line)
      switch key {
      case "language": settings.language = value
      case "types":
        settings.types = Self.list(value).map {
          .init(name: $0, label: "The \($0)", isList: $0 == "topic")
        }
      case "topics": settings.topics = Self.list(value).map { .init(name: $0, label: "On \($0)") }
      default: settings.synonyms.append(value.split(separator: "=").map(String.init))
      }
    }
    collection = Collection(documents: [], settings: settings)
    for (name, text) in file.sections {
      if name.hasPrefix("document ") {
        collection.documents.append(Self.document(String(name.dropFirst(9)), text))
      } else if name.hasPrefix("page ") {
        collection.pages[String(name.dropFirst(5))] = text
      }
    }
    queries = (file["queries"] ?? "").split(separator: "\n")
  }

  private static func field(_ line: Substring) -> (key: String, value: String) {
    let parts = line.split(separator: ": ", maxSplits: 1)
    return (String(parts[0]), Escapes.plain(parts.count > 1 ? String(parts[1]) : ""))
  }

  private static func list(_ text: String) -> [String] {
    text.split(separator: ", ").map(String.init)
  }

  private static func document(_ address: String, _ text: String) -> SearchDocument {
    var document = SearchDocument(address: address, title: "", type: "article")
    for line in text.split(separator: "\n") {
      let last = document.sections.count - 1
      if line.hasPrefix("#") {
        let parts = line.dropFirst().split(separator: "#", omittingEmptySubsequences: false)
        let heading = String(parts[0].drop { $0 == " " })
        document.sections.append(
          .init(
            heading: heading.hasSuffix(" ") ? String(heading.dropLast()) : heading,
            anchor: parts.count > 1 ? String(parts[1]) : "", text: ""))
      } else if last >= 0, line.hasPrefix("> ") {
        document.sections[last].summary = String(line.dropFirst(2))
      } else if last >= 0 {
        document.sections[last].text += Escapes.plain(String(line)) + "\n"
      } else {
        let (key, value) = field(line)
        switch key {
        case "title": document.title = value
        case "names": document.otherNames = list(value)
        case "type": document.type = value
        case "topics": document.topics = list(value)
        case "asked": document.asked = list(value)
        default: document.lead = value
        }
      }
    }
    return document
  }

  /// What a query of the case finds, in words.
  static func answer(_ line: Substring, _ index: SearchIndex) throws -> String {
    let end = line.lastIndex(of: "]") ?? line.endIndex
    let text = Escapes.plain(String(line[..<end].dropFirst()))
    var limit = 10
    var types: Set<String> = []
    let words = line[end...].dropFirst().split(separator: " ")
    if let place = words.firstIndex(of: "limit") { limit = Int(words[place + 1]) ?? 0 }
    if let place = words.firstIndex(of: "types") {
      types = Set(words[(place + 1)...].map { $0.filter { $0 != "," } })
    }
    return "\(line)\n" + AnswerNotes.text(try index.search(text, limit: limit, types: types))
  }
}

/// An answer in lines, to be compared.
enum AnswerNotes {
  static func text(_ answer: SearchAnswer) -> String {
    let types = answer.types.filter { $0.value > 0 }.sorted { $0.key < $1.key }
      .map { " \($0.key) \($0.value)" }.joined()
    var lines = ["  found \(answer.total):\(types)"]
    for correction in answer.corrections {
      lines.append("  \(correction.from) for \(correction.to)")
    }
    if !answer.missing.isEmpty {
      lines.append("  without \(answer.missing.joined(separator: ", "))")
    }
    for hit in answer.hits {
      lines.append("  \(hit.score)  /\(hit.address)  \(hit.title) (\(hit.typeLabel))")
      if !hit.lead.isEmpty { lines.append("    \(hit.lead)") }
      for section in hit.sections {
        let summary = section.summary.isEmpty ? "" : ": \(section.summary)"
        lines.append("    › \(section.heading) #\(section.anchor)\(summary)")
      }
    }
    return lines.joined(separator: "\n")
  }
}
