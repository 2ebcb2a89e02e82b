import CAllocations
import Diagnostics
import Foundation
import Mustache
import Stencil
import Templates

// Renders the templates of the folder given first with the data given second, and prints one JSON
// object: for each engine and template microseconds and allocations of one render, and its bytes.
// With the third argument `own` other engines are left out, as a profiler wants it.

let folder = URL(filePath: CommandLine.arguments[1])
let json = try JSONSerialization.jsonObject(
  with: Data(contentsOf: URL(filePath: CommandLine.arguments[2])))
guard let data = json as? [String: Any] else { fatalError("the data is no object") }

/// The same data for our engine, with a shared shape for each kind of object, as sites have it.
var shapes: [[String]: Shape] = [:]
@MainActor
func value(_ any: Any) -> Value {
  switch any {
  case let map as [String: Any]:
    let keys = map.keys.sorted()
    let shape = shapes[keys] ?? Shape(keys)
    shapes[keys] = shape
    return .record(Record(shape, keys.map { value(map[$0] ?? NSNull()) }))
  case let list as [Any]: return .list(list.map(value))
  case let text as String: return .string(text)
  case let number as NSNumber:
    if isBoolean(number) { return .bool(number.boolValue) }
    return number.doubleValue == Double(number.intValue)
      ? .int(number.intValue) : .double(number.doubleValue)
  default: return .none
  }
}

func isBoolean(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }

/// Plain Swift values for the engines that look inside by reflection.
func plain(_ any: Any) -> Any {
  switch any {
  case let map as [String: Any]: return map.mapValues(plain)
  case let list as [Any]: return list.map(plain)
  case let number as NSNumber:
    if isBoolean(number) { return number.boolValue }
    return number.intValue
  default: return any as? String ?? ""
  }
}

@MainActor
func texts(_ name: String, _ ext: String) throws -> [String: String] {
  var result: [String: String] = [:]
  let files = try FileManager.default.contentsOfDirectory(
    at: folder.appending(path: name), includingPropertiesForKeys: nil)
  for file in files where file.pathExtension == ext {
    let key = ext == "mustache" ? file.deletingPathExtension().lastPathComponent : file.lastPathComponent
    result[key] = try String(contentsOf: file, encoding: .utf8)
  }
  return result
}

struct Result: Encodable {
  let engine: String
  let template: String
  let microseconds: Double
  let allocations: Int
  let bytes: Int
}

var results: [Result] = []

/// The median of runs that together take about two seconds.
@MainActor
func measure(_ engine: String, _ template: String, _ body: () throws -> Int) rethrows {
  var times: [Double] = []
  let bytes = try body()
  let before = allocation_count()
  _ = try body()
  let allocations = Int(allocation_count() - before)
  let start = ContinuousClock.now
  while times.count < 5 || (ContinuousClock.now - start < .seconds(2) && times.count < 20_000) {
    let time = try ContinuousClock().measure { _ = try body() }
    times.append(Double(time.components.attoseconds) / 1e12 + Double(time.components.seconds) * 1e6)
  }
  times.sort()
  results.append(
    Result(
      engine: engine, template: template, microseconds: times[times.count / 2],
      allocations: allocations, bytes: bytes))
}

let jinja = try texts("jinja", "html")
let environment = Templates.Environment(
  templates: jinja.map {
    TemplateSource(name: $0.key, source: SourceText(name: $0.key, text: $0.value))
  })
precondition(environment.diagnostics.isEmpty, "\(environment.diagnostics)")
let roots = data.map { ($0.key, value($0.value)) }
for name in ["article.html", "table.html", "macros.html"] {
  var output: [UInt8] = []
  try measure("waymark", name) {
    output.removeAll(keepingCapacity: true)
    try environment.render(name, roots: roots, into: &output)
    return output.count
  }
}

if CommandLine.arguments.last == "own" {
  print(String(decoding: try JSONEncoder().encode(results), as: UTF8.self))
  exit(0)
}

let plainData = plain(data) as? [String: Any] ?? [:]
// Stencil's loops and macros are other than Jinja2's; what both have is the article and the table.
let stencil = Stencil.Environment(
  loader: DictionaryLoader(
    templates: jinja.mapValues { $0.replacingOccurrences(of: "|safe", with: "") }))
for name in ["article.html", "table.html"] {
  try measure("stencil (without escaping)", name) {
    try stencil.renderTemplate(name: name, context: plainData).utf8.count
  }
}

let mustache = MustacheLibrary(
  templates: try texts("mustache", "mustache").mapValues { try MustacheTemplate(string: $0) })
for name in ["article", "table"] {
  measure("swift-mustache", name + ".html") {
    mustache.render(plainData, withTemplate: name)?.utf8.count ?? 0
  }
}

print(String(decoding: try JSONEncoder().encode(results), as: UTF8.self))
