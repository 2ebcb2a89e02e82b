import Diagnostics

/// Adds locations to errors.
extension Renderer {
  func placed(_ error: any Error, at id: ID<ExpressionCode>) -> any Error {
    placed(error, at: program.origin(of: id))
  }

  func placed(_ error: any Error, at id: ID<StatementCode>) -> any Error {
    placed(error, at: program.origin(of: id))
  }

  func placed(_ error: any Error, at id: ID<TargetCode>) -> any Error {
    placed(error, at: program.origin(of: id))
  }

  /// The error with a location, and with notes on the includes and calls around it.
  ///
  /// An existing location is kept.
  func placed(_ error: any Error, at origin: Origin?) -> any Error {
    guard let error = error as? TemplateError, error.diagnostic.location == nil else {
      return error
    }
    var diagnostic = error.diagnostic
    var place = origin
    if let undefined = error.undefined {
      (diagnostic.message, diagnostic.advice.help) = describe(undefined)
      if let from = undefined.origin {
        if let to = origin, from.template == to.template, to.range.contains(from.range) {
          place = from
        } else {
          diagnostic.notes.append(Diagnostic.Note("it comes from here", at: location(of: from)))
        }
      }
    }
    diagnostic.location = place.map { location(of: $0) }
    return TemplateError(withSteps(diagnostic))
  }

  /// Reports that an expression would print `none`, once for each place.
  mutating func reportNone(at id: ID<ExpressionCode>) {
    let location = location(of: program.origin(of: id))
    guard warnings.count < Limits.warnings, !warnings.contains(where: { $0.location == location })
    else { return }
    let (what, help) = describeNone(at: id)
    warnings.append(
      Diagnostic(
        .templateNone, "\(what) is none, so nothing is shown here", at: location, help: help))
  }

  /// What the message of an expression that is none says: its name, and what to do.
  private func describeNone(at id: ID<ExpressionCode>) -> (what: String, help: String) {
    let text = text(of: id)
    switch program.expressions[id] {
    case .local, .outer, .context, .attribute, .item:
      return (
        "`\(text)`",
        "show it, and the words around it, only where it is set: `{% if \(text) %}…{% endif %}`"
      )
    case .filter where ["d", "default"].contains(text):
      return (
        "this",
        "`default` replaces what is undefined; to replace what is none, too, write `default('…', true)`"
      )
    default:
      return (
        "this",
        "show it, and the words around it, only where it is set: `{% if … %}…{% endif %}`"
      )
    }
  }

  private func location(of origin: Origin) -> Location {
    source(of: origin).location(of: origin.range)
  }

  private func source(of origin: Origin) -> SourceText {
    program.templates[Int(origin.template)].source
  }

  /// The source text of an operation.
  func text(of id: ID<ExpressionCode>) -> String { text(at: program.origin(of: id)) }

  private func text(at origin: Origin) -> String { source(of: origin).text(origin.range) }

  private func describe(_ undefined: Undefined) -> (String, String?) {
    let text = undefined.quotation ?? undefined.origin.map { self.text(at: $0) } ?? undefined.name
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
      let having = program.symbols.names.indices.filter {
        variables[$0].record != nil && variables[$0].field(undefined.name) != nil
      }.map { program.symbols.names[$0] }
      return (
        "`\(text)` is undefined",
        adviceToRead(undefined.name, of: having.sorted())
          ?? suggestion(for: undefined.name, in: known)
      )
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

  /// The diagnostic with a note for each include, macro and block around it.
  func withSteps(_ diagnostic: Diagnostic) -> Diagnostic {
    var diagnostic = diagnostic
    var shown = 0
    var repeats = 0
    for (index, step) in steps.enumerated().reversed() where shown < 12 {
      // A recursion becomes one note with a count.
      if index > 0, steps[index - 1] == step {
        repeats += 1
        continue
      }
      shown += 1
      let times = repeats > 0 ? ", \(repeats + 1) times over" : ""
      repeats = 0
      let note = Diagnostic.Note(step.kind.rawValue + times, at: location(of: step.origin))
      diagnostic.notes.append(note)
    }
    return diagnostic
  }
}
