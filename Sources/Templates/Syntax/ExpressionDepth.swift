extension Expression.Kind {
  /// One more than the deepest part; parts know theirs, so this is O(parts).
  var depth: Int {
    switch self {
    case .constant, .name, .broken: 1
    case .attribute(let base, _), .unary(_, let base): base.depth + 1
    case .item(let left, let right), .binary(_, let left, let right), .and(let left, let right),
      .or(let left, let right):
      max(left.depth, right.depth) + 1
    case .slice(let base, let start, let stop, let step):
      max(base.depth, start?.depth ?? 0, stop?.depth ?? 0, step?.depth ?? 0) + 1
    case .list(let parts), .tuple(let parts), .concat(let parts): Self.depth(of: parts) + 1
    case .map(let pairs):
      pairs.reduce(0) { max($0, $1.key.depth, $1.value.depth) } + 1
    case .comparison(let first, let rest):
      rest.reduce(first.depth) { max($0, $1.1.depth) } + 1
    case .conditional(let value, let condition, let other):
      max(value.depth, condition.depth, other?.depth ?? 0) + 1
    case .filter(let input, let use): max(input?.depth ?? 0, use.arguments.depth) + 1
    case .test(let input, let use, _): max(input.depth, use.arguments.depth) + 1
    case .call(let callee, let arguments): max(callee.depth, arguments.depth) + 1
    }
  }

  fileprivate static func depth(of parts: [Expression]) -> Int {
    parts.reduce(0) { max($0, $1.depth) }
  }
}

extension CallArguments {
  fileprivate var depth: Int {
    max(
      Expression.Kind.depth(of: positional), named.reduce(0) { max($0, $1.value.depth) },
      splat?.depth ?? 0, namedSplat?.depth ?? 0)
  }
}
