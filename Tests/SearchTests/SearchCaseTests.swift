import Foundation
import TestSupport
import Testing

@testable import Search

@Suite struct SearchCaseTests {
  static let cases = CaseFile.all(in: "Cases/searches")

  @Test("A search finds what was reviewed, in one file and in many", arguments: cases)
  func searches(_ file: CaseFile) throws {
    let search = SearchCase(file)
    let files = search.collection.files
    #expect(!files.keys.contains { $0.hasPrefix("pages/") }, "so small an index is one file")
    for files in [files, try Packing.unpack(files)] {
      let index = try search.collection.open(files)
      let answers = try search.queries.map { try SearchCase.answer($0, index) }
      #expect(file.mismatch(answers.joined(separator: "\n"), in: "expected") == nil)
    }
  }
}
