/// An arithmetic operator.
enum Arithmetic: UInt8 {
  case add, subtract, multiply, divide, floorDivide, modulo, power
}

/// A comparison operator.
enum Comparison: UInt8 {
  case equal, notEqual, less, lessEqual, greater, greaterEqual
  /// `in` and `not in`: whether the right value contains the left one.
  case contained, notContained
}
