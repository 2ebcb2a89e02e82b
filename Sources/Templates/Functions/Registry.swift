/// A function as a value.
final class FunctionObject: Object, @unchecked Sendable {
  let function: Function

  init(_ function: Function) {
    self.function = function
    super.init(.function, "<function \(function.name)>")
  }
}

typealias FunctionTable = NamedElements<Function>

extension FunctionTable {
  init(functions: [Function]) { self.init(functions.map { ($0.name, $0) }) }
}

/// The functions that the templates of an environment can call.
final class Registry: Sendable {
  private static let aliases = [("count", "length"), ("d", "default"), ("e", "escape")]

  let filters: FunctionTable
  let tests: FunctionTable
  let globals: [(String, Value)]
  let limits: Limits

  init(filters: [Function], globals: [(String, Value)], limits: Limits) {
    var table = FunctionTable(functions: Function.filters)
    for (alias, name) in Self.aliases {
      if let function = table[name] { table.set(alias, function) }
    }
    for function in filters { table.set(function.name, function) }
    self.filters = table
    tests = FunctionTable(functions: Function.tests)
    self.globals = Function.globals.map { ($0.name, .object(FunctionObject($0))) } + globals
    self.limits = limits
  }

  /// The filter or test of that name.
  ///
  /// The error for an unknown name suggests the nearest.
  func function(named name: String, isTest: Bool) throws -> Function {
    (isTest ? tests : filters).elements[try index(of: name, isTest: isTest)]
  }

  /// The position of the filter or test of that name.
  ///
  /// The error for an unknown name suggests the nearest.
  func index(of name: String, isTest: Bool) throws -> Int {
    let table = (isTest ? tests : filters).table
    if let index = table.index(of: name) { return index }
    throw TemplateError(
      "there is no \(isTest ? "test" : "filter") `\(name)`",
      help: suggestion(for: name, in: table.names),
      rule: isTest ? .templateUnknownTest : .templateUnknownFilter)
  }
}
