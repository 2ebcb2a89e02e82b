/// An operator that computes a value of two.
enum Arithmetic: UInt8 {
  case add, subtract, multiply, divide, floorDivide, modulo, power
}

/// An operator that compares two values.
enum Comparison: UInt8 {
  case equal, notEqual, less, lessEqual, greater, greaterEqual
  /// `in` and `not in`: whether the right value holds the left one.
  case contained, notContained
}
