import Diagnostics

/// Giving errors their places.
extension Renderer {
  /// The error with the place of a node and the way there; one that has a place keeps it.
  func placed(_ error: any Error, at node: Int32) -> any Error {
    guard let error = error as? TemplateError, error.diagnostic.location == nil else {
      return error
    }
    var diagnostic = error.diagnostic
    var place = node
    if let undefined = error.undefined {
      (diagnostic.message, diagnostic.advice.help) = describe(undefined)
      if undefined.node >= 0 {
        let (from, to) = (origin(undefined.node), origin(node))
        if from.template == to.template, to.range.contains(from.range) {
          place = undefined.node
        } else {
          let location = location(undefined.node)
          diagnostic.notes.append(Diagnostic.Note("it comes from here", at: location))
        }
      }
    }
    diagnostic.location = location(place)
    return TemplateError(withSteps(diagnostic))
  }

  private func origin(_ node: Int32) -> NodeOrigin { program.origins[Int(node)] }

  private func location(_ node: Int32) -> Location? {
    guard node >= 0 else { return nil }
    return source(of: node).location(of: origin(node).range)
  }

  private func source(of node: Int32) -> SourceText {
    program.templates[Int(origin(node).template)].source
  }

  /// The text that a node was compiled from.
  func text(of node: Int32) -> String { source(of: node).text(origin(node).range) }

  private func describe(_ undefined: Undefined) -> (String, String?) {
    let text = undefined.node >= 0 ? expression(of: undefined) : undefined.name
    guard let owner = undefined.owner else {
      if text.utf8.contains(UInt8(ascii: " ")) { return ("\(text) is undefined", nil) }
      if context > 0 {
        return (
          "`\(text)` is undefined",
          "an imported template sees no variables of the page: pass `\(undefined.name)` as an "
            + "argument, or import `with context`"
        )
      }
      let known = program.symbols.names.indices.filter { !variables[$0].isUndefined }
        .map { program.symbols.names[$0] }
      return ("`\(text)` is undefined", suggestion(for: undefined.name, in: known))
    }
    if case .list(let items) = owner {
      let count = items.count == 1 ? "one element" : "\(items.count) elements"
      return ("`\(text)` is undefined: the list has \(count)", nil)
    }
    let known = owner.fieldNames
    let help = suggestion(for: undefined.name, in: known)
    if known.isEmpty {
      return ("`\(text)` is undefined: \(owner.kindName) has no such field", help)
    }
    let listing = "the fields are " + known.map { "`\($0)`" }.joined(separator: ", ")
    return ("`\(text)` is undefined", help ?? (known.count <= 12 ? listing : nil))
  }

  /// What was written; of a call only the name that it calls.
  private func expression(of undefined: Undefined) -> String {
    let node = view.nodes[Int(undefined.node)]
    guard node.operation == .methodCall else { return text(of: undefined.node) }
    return text(of: node.a) + "." + undefined.name
  }

  /// The diagnostic with a note for each include, macro and block around it.
  func withSteps(_ diagnostic: Diagnostic) -> Diagnostic {
    var diagnostic = diagnostic
    var shown = 0
    var repeats = 0
    for (index, step) in steps.enumerated().reversed() where shown < 12 {
      // A recursion is told once, with how often it happened.
      if index > 0, steps[index - 1] == step {
        repeats += 1
        continue
      }
      shown += 1
      let times = repeats > 0 ? ", \(repeats + 1) times over" : ""
      repeats = 0
      let note = Diagnostic.Note(step.kind.rawValue + times, at: location(step.node))
      diagnostic.notes.append(note)
    }
    return diagnostic
  }
}

extension Value {
  /// The names that a field access knows, for suggestions.
  fileprivate var fieldNames: [String] {
    switch self {
    case .record(let record): record.shape.fields
    case .object(let object): object.fieldNames
    default: []
    }
  }
}
