import Diagnostics

/// The filters and tests of an environment, by position and by name.
final class Registry: Sendable {
  let filters: [Filter]
  let tests: [TemplateTest]
  private let filterNames: NameTable
  private let testNames: NameTable

  /// Later filters and tests replace earlier ones of the same name.
  init(filters: [Filter], tests: [TemplateTest]) {
    var names = NameTable()
    var list: [Filter] = []
    for filter in filters {
      let index = names.insert(filter.name)
      if index == list.count { list.append(filter) } else { list[index] = filter }
    }
    self.filters = list
    filterNames = names
    names = NameTable()
    var testList: [TemplateTest] = []
    for test in tests {
      let index = names.insert(test.name)
      if index == testList.count { testList.append(test) } else { testList[index] = test }
    }
    self.tests = testList
    testNames = names
  }

  func filterIndex(_ name: String) -> Int? { filterNames.index(of: name) }
  func testIndex(_ name: String) -> Int? { testNames.index(of: name) }

  /// The filter of that name; throws with the nearest name.
  func filter(_ name: String) throws(FilterError) -> Filter {
    if let index = filterIndex(name) { return filters[index] }
    throw FilterError(
      "there is no filter `\(name)`", help: suggestion(for: name, in: filterNames.names),
      rule: .templateUnknownFilter)
  }

  /// The test of that name; throws with the nearest name.
  func test(_ name: String) throws(FilterError) -> TemplateTest {
    if let index = testIndex(name) { return tests[index] }
    throw FilterError(
      "there is no test `\(name)`", help: suggestion(for: name, in: testNames.names),
      rule: .templateUnknownTest)
  }
}

/// "did you mean `x`?", or `nil` where nothing is near.
///
/// Names that only add letters to what was written come next to misspelt ones.
func suggestion(for name: String, in candidates: some Sequence<String>) -> String? {
  // One letter is near to every other.
  guard name.utf8.count > 1 else { return nil }
  let sorted = candidates.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  return nearestMatch(to: name, in: sorted).map { "did you mean `\($0)`?" }
}
