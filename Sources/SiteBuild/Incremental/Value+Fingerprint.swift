import Concurrency
import Templates

extension FingerprintHasher {
  /// Adds a value with everything in it that a template can read.
  mutating func combine(_ value: Value) {
    switch value {
    case .undefined(let undefined):
      combine(0)
      combine(undefined.name)
    case .none: combine(1)
    case .bool(let value): combine(2, value ? 1 : 0)
    case .int(let value): combine(3, UInt64(bitPattern: Int64(value)))
    case .double(let value): combine(4, value.bitPattern)
    case .string(let text):
      combine(5)
      combine(text)
    case .safe(let safe):
      combine(6)
      combine(safe.html)
    case .list(let values), .tuple(let values):
      combine(7, UInt64(values.count))
      for value in values { combine(value) }
    case .record(let record):
      combine(8, UInt64(record.values.count))
      // The field names of a shared shape never change.
      if !record.shape.isShared { for name in record.shape.fields { combine(name) } }
      for value in record.values { combine(value) }
    case .object: combine(10)
    }
  }
}

extension Fingerprint {
  init(_ value: Value) {
    var hasher = FingerprintHasher()
    hasher.combine(value)
    self = hasher.finish()
  }
}
