/// A filter (`value | name(arguments)`), a test (`value is name`), a method (`value.name()`) or a global function.
///
/// To add one, declare a value of this type in the list of its topic. Functions are pure: the same input gives the same
/// output, so that the reads of a page are known from its templates.
package final class Function: Sendable {
  /// The implementation of a function.
  package typealias Implementation = @Sendable (Call) throws -> Value
  /// The names of parameters with their defaults; `nil` for a required one.
  package typealias Parameters = KeyValuePairs<String, Value?>

  /// The name that templates use.
  package let name: String
  /// The names of the parameters, and their defaults; `nil` for a required one.
  let names: [String]
  let defaults: [Value?]
  /// Whether it accepts any arguments instead of parameters.
  let acceptsAny: Bool
  /// Whether its input may be undefined.
  let acceptsUndefined: Bool
  let body: Implementation

  /// Makes a function.
  ///
  /// - Parameters:
  ///   - name: The name that templates use.
  ///   - parameters: The parameters in their order, without the input, with defaults or `nil`.
  ///   - acceptsAny: Whether it accepts any arguments instead, in `Call.values` and `Call.named`.
  ///   - acceptsUndefined: Whether its input may be undefined.
  ///   - body: The implementation. An error is reported at the location of the call.
  package init(
    _ name: String, _ parameters: Parameters = [:], acceptsAny: Bool = false,
    acceptsUndefined: Bool = false, body: @escaping Implementation
  ) {
    self.name = name
    names = parameters.map(\.key)
    defaults = parameters.map(\.value)
    self.acceptsAny = acceptsAny
    self.acceptsUndefined = acceptsUndefined
    self.body = body
  }

  /// Calls the function with the arguments in their written order.
  ///
  /// Throws where they do not fit the parameters.
  func call(_ written: Call) throws -> Value {
    if case .undefined(let undefined) = written.input, !accepts(undefined) {
      throw TemplateError(undefined)
    }
    var call = written
    let given = try bind(call.values, call.named)
    call.values = zip(given.values, defaults).map { $0 ?? $1 ?? .none } + given.more
    call.named = given.named
    return try body(call)
  }

  /// Sorts arguments by parameter.
  ///
  /// Throws where they do not fit.
  func bind<T>(
    _ positional: [T], _ named: [(name: String, value: T)]
  ) throws -> Arguments<T> {
    let given = try Arguments(positional, named, for: names)
    if !acceptsAny { try given.checkNoMore(than: names, of: name) }
    for index in names.indices where given.values[index] == nil && defaults[index] == nil {
      throw TemplateError(
        "`\(name)` needs the argument `\(names[index])`", rule: .templateArguments)
    }
    return given
  }

  /// The name with its parameters and their defaults, as documentation shows it: `round(precision=0)`.
  package var signature: String {
    if acceptsAny { return name + "(…)" }
    if names.isEmpty { return name }
    let parameters = zip(names, defaults).map { name, value in
      name + (value.map { "=" + ((try? $0.representation(limit: 100)) ?? "…") } ?? "")
    }
    return name + "(" + parameters.joined(separator: ", ") + ")"
  }

  func accepts(_ undefined: Undefined) -> Bool { acceptsUndefined || undefined.isLenient }
}

/// Arguments sorted by parameter: values when rendering, expressions when compiling.
struct Arguments<T> {
  /// The argument for each parameter, if it is given.
  var values: [T?]
  /// Surplus arguments, and named arguments that are not parameters.
  var more: [T]
  var named: [(name: String, value: T)] = []

  /// Sorts arguments.
  ///
  /// Throws where a parameter is given twice.
  init(_ positional: [T], _ named: [(name: String, value: T)], for parameters: [String]) throws {
    values = positional.prefix(parameters.count).map { $0 }
    values += Array(repeating: nil, count: parameters.count - values.count)
    more = Array(positional.dropFirst(parameters.count))
    for argument in named {
      if let index = parameters.firstIndex(of: argument.name) {
        if values[index] != nil {
          throw TemplateError(
            argument: argument.name, "the argument `\(argument.name)` is given twice")
        }
        values[index] = argument.value
      } else {
        self.named.append(argument)
      }
    }
  }

  /// Throws where there are arguments that are not parameters.
  func checkNoMore(than parameters: [String], of name: String) throws {
    if !more.isEmpty {
      let most =
        switch parameters.count {
        case 0: "no arguments"
        case 1: "at most one argument"
        case let number: "at most \(number) arguments"
        }
      throw TemplateError(
        "`\(name)` takes \(most), found \(parameters.count + more.count)",
        rule: .templateArguments)
    }
    if let first = named.first {
      throw TemplateError(
        argument: first.name, "`\(name)` has no parameter `\(first.name)`",
        help: suggestion(for: first.name, in: parameters))
    }
  }
}

/// A call of a function: its input, its arguments, and its context.
package struct Call {
  /// The value that the filter, test or method is applied to.
  package internal(set) var input: Value
  /// The arguments, in the order of the parameters.
  package internal(set) var values: [Value] = []
  /// Named arguments that are not parameters, if the function accepts these.
  package internal(set) var named: [(name: String, value: Value)] = []
  /// Whether output is escaped at the call.
  let autoescape: Bool
  /// Unowned, because the renderer keeps it alive during calls, and counting references on all cores is slow.
  unowned(unsafe) let registry: Registry
  var limits: Limits { registry.limits }

  init(_ input: Value, _ autoescape: Bool, _ registry: Registry) {
    self.input = input
    self.autoescape = autoescape
    self.registry = registry
  }

  /// The call with another input and other positional arguments.
  package func with(_ input: Value, _ values: some Sequence<Value>) -> Call {
    var call = self
    (call.input, call.values) = (input, Array(values))
    return call
  }

  /// The argument for the parameter at that position; `none` where there is none.
  package subscript(index: Int) -> Value {
    values.indices.contains(index) ? values[index] : .none
  }

  /// The input as text.
  package var text: String {
    get throws { try input.string(limit: limits.textSize) }
  }

  /// The argument as an integer; throws for other kinds.
  package func int(_ index: Int) throws -> Int {
    try self[index].expect("an integer", \.integer)
  }

  /// The argument as text; throws for other kinds.
  package func string(_ index: Int) throws -> String {
    try self[index].expect("text", \.text)
  }

  /// The argument, or `nil` for `none`.
  func optional<T>(_ index: Int, _ read: (Int) throws -> T) rethrows -> T? {
    if case .none = self[index] { return nil }
    return try read(index)
  }

  /// Whether the argument is true.
  package func bool(_ index: Int) throws -> Bool { try self[index].isTrue() }

  /// A text as a value, which is markup if the input is.
  package func result(_ text: String) throws -> Value {
    try check(textSize: text.utf8.count)
    return input.isSafe ? .safe(SafeHTML(text)) : .string(text)
  }

  /// Throws where a text would be larger than the settings allow.
  package func check(textSize: Int) throws {
    try limits.check(textSize: textSize)
  }
}
