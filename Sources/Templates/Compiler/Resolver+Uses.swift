/// Checks the uses of filters and tests.
extension Resolver {
  /// Reports a filter or test that does not exist or does not accept its arguments.
  mutating func check(_ use: FunctionUse, isTest: Bool) {
    do {
      let function = try registry.function(named: use.name, isTest: isTest)
      checkNamedFunction(use)
      let arguments = use.arguments
      if arguments.splat != nil || arguments.namedSplat != nil { return }
      _ = try function.bind(arguments.positional, arguments.namedPairs)
      // The argument that the message is about, or the name of the function.
    } catch let error as TemplateError {
      report(error, at: range(of: error, in: use, isTest: isTest))
    } catch {}
  }

  private func range(of error: TemplateError, in use: FunctionUse, isTest: Bool) -> Range<Int> {
    if let name = error.argument {
      return use.arguments.named.first { $0.name == name }?.range ?? use.range
    }
    guard let function = try? registry.function(named: use.name, isTest: isTest) else {
      return use.range
    }
    return use.arguments.positional.dropFirst(function.names.count).first?.range ?? use.range
  }

  /// Checks the filter or test that `map("name")` or `select("name")` applies, if its name is a constant.
  private mutating func checkNamedFunction(_ use: FunctionUse) {
    let positions = ["map": 0, "select": 0, "reject": 0, "selectattr": 1, "rejectattr": 1]
    guard let position = positions[use.name],
      use.arguments.positional.indices.contains(position),
      case .string(let name)? = use.arguments.positional[position].constant
    else { return }
    do {
      _ = try registry.function(named: name, isTest: use.name != "map")
    } catch let error as TemplateError {
      report(error, at: use.arguments.positional[position].range)
    } catch {}
  }
}

extension CallArguments {
  var namedPairs: [(name: String, value: Expression)] { named.map { ($0.name, $0.value) } }
}
