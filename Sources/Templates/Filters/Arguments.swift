/// What a filter, test or function is called with, in the order of its parameters.
package struct Arguments: Sendable {
  package let values: [Value]
  /// Arguments beyond the parameters, where these are accepted.
  package let more: [Value]
  /// Arguments by name that are no parameter's, where these are accepted.
  package let named: [(name: String, value: Value)]

  package init(
    _ values: [Value], more: [Value] = [], named: [(name: String, value: Value)] = []
  ) {
    self.values = values
    self.more = more
    self.named = named
  }

  package subscript(index: Int) -> Value {
    values.indices.contains(index) ? values[index] : .none
  }

  /// The argument as an integer; throws for other kinds.
  package func int(_ index: Int) throws(FilterError) -> Int {
    switch self[index] {
    case .int(let number): return number
    case .bool(let flag): return flag ? 1 : 0
    case .undefined(let undefined): throw FilterError(undefined: undefined)
    case let value: throw FilterError("expected an integer, found \(value.kindName)")
    }
  }

  /// The argument as an integer, or `nil` for `none`.
  package func optionalInt(_ index: Int) throws(FilterError) -> Int? {
    if case .none = self[index] { return nil }
    return try int(index)
  }

  /// The argument as text; throws for other kinds.
  package func string(_ index: Int) throws(FilterError) -> String {
    if let text = self[index].text { return text }
    if case .undefined(let undefined) = self[index] { throw FilterError(undefined: undefined) }
    throw FilterError("expected text, found \(self[index].kindName)")
  }

  /// The argument as text, or `nil` for `none`.
  package func optionalString(_ index: Int) throws(FilterError) -> String? {
    if case .none = self[index] { return nil }
    return try string(index)
  }

  /// Whether the argument is true.
  package func bool(_ index: Int) throws(FilterError) -> Bool { try self[index].isTrue() }
}

extension Signature {
  /// Puts arguments into the order of the parameters; throws where they do not fit.
  func bind(
    _ positional: [Value], _ named: [(name: String, value: Value)], of name: String
  ) throws(FilterError) -> Arguments {
    if named.isEmpty, positional.count == parameters.count { return Arguments(positional) }
    var values = defaults
    var isGiven = [Bool](repeating: false, count: parameters.count)
    for (index, value) in positional.prefix(parameters.count).enumerated() {
      values[index] = value
      isGiven[index] = true
    }
    var others: [(name: String, value: Value)] = []
    for argument in named {
      if let index = parameters.firstIndex(where: { $0.name == argument.name }) {
        if isGiven[index] { throw Self.twice(argument.name) }
        values[index] = argument.value
        isGiven[index] = true
      } else if acceptsMore {
        others.append(argument)
      } else {
        throw unknown(argument.name, of: name)
      }
    }
    for index in parameters.indices where !isGiven[index] && parameters[index].defaultValue == nil {
      throw FilterError(
        "`\(name)` needs the argument `\(parameters[index].name)`", rule: .templateArguments)
    }
    if positional.count > parameters.count, !acceptsMore { throw tooMany(positional.count, name) }
    return Arguments(values, more: Array(positional.dropFirst(parameters.count)), named: others)
  }

  static func twice(_ name: String) -> FilterError {
    FilterError("the argument `\(name)` is given twice", rule: .templateArguments)
  }

  func unknown(_ argument: String, of name: String) -> FilterError {
    FilterError(
      "`\(name)` has no parameter `\(argument)`",
      help: suggestion(for: argument, in: parameters.map(\.name)), rule: .templateArguments)
  }

  func tooMany(_ count: Int, _ name: String) -> FilterError {
    let most =
      switch parameters.count {
      case 0: "no arguments"
      case 1: "at most one argument"
      case let number: "at most \(number) arguments"
      }
    return FilterError("`\(name)` takes \(most), found \(count)", rule: .templateArguments)
  }
}
