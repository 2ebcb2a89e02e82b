import TestSupport
import Testing
import Text

@Suite struct NearNamesTests {
  @Test("Filters and bit vectors find what the whole table of distances finds", arguments: 0..<40)
  func oracle(number: Int) {
    var chance = SeededGenerator(offset: number)
    let length = [3, 8, 20, 63, 64, 65, 90][number % 7]
    let alphabet = Array("abcdé-/_X0".unicodeScalars.prefix(number % 2 == 0 ? 4 : 10))
    func name() -> String {
      let count = Int.random(in: 1...length, using: &chance)
      var text = ""
      for _ in 0..<count {
        if let scalar = alphabet.randomElement(using: &chance) {
          text.unicodeScalars.append(scalar)
        }
      }
      return text
    }
    var names = (0..<60).map { _ in name() }
    for index in names.indices where index % 2 == 1 {
      names[index] = mutated(names[index - 1], alphabet, &chance)
    }
    let index = NearNames(names)
    for _ in 0..<60 {
      let base = names.randomElement(using: &chance) ?? ""
      let wanted = mutated(base, alphabet, &chance)
      #expect(
        index.nearest(to: wanted) == plain(wanted, names),
        "seed \(SeededGenerator.seed), \(number): \(wanted) among \(names)")
    }
  }

  @Test("A slip is a slip of the keyboard alone")
  func slips() {
    let keys = ["title", "description", "related", "reviewed", "reviewer", "updated", "date"]
    #expect(NameFold.typo("tilte", in: keys) == "title")
    #expect(NameFold.typo("descripton", in: keys) == "description")
    #expect(NameFold.typo("desciptoin", in: keys) == "description")
    #expect(NameFold.typo("relatd", in: keys) == "related")
    for text in ["created", "review_in", "review", "dat", "tags", "update", "kind", ""] {
      #expect(NameFold.typo(text, in: keys) == nil, "\(text)")
    }
  }

  /// Some changes of single letters, neighbors changed among them.
  private func mutated(
    _ text: String, _ alphabet: [Unicode.Scalar], _ chance: inout SeededGenerator
  ) -> String {
    var scalars = Array(text.unicodeScalars)
    for _ in 0..<Int.random(in: 0...3, using: &chance) {
      let place = Int.random(in: 0...scalars.count, using: &chance)
      switch Int.random(in: 0..<4, using: &chance) {
      case 0: scalars.insert(alphabet[place % alphabet.count], at: place)
      case 1 where place < scalars.count: scalars.remove(at: place)
      case 2 where place < scalars.count: scalars[place] = alphabet[place % alphabet.count]
      case 3 where place + 1 < scalars.count: scalars.swapAt(place, place + 1)
      default: break
      }
    }
    return String(String.UnicodeScalarView(scalars))
  }

  private func plain(_ wanted: String, _ names: [String]) -> [Int] {
    let limit = max(1, min(wanted.utf8.count / 3, 8))
    guard !wanted.isEmpty else { return [] }
    let distances = names.map {
      distance(Array(wanted.lowercased().utf8), Array($0.lowercased().utf8))
    }
    guard let best = distances.min(), best <= limit else { return [] }
    return Array(distances.indices.filter { distances[$0] == best }.prefix(3))
  }

  private func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var table = Array(
      repeating: Array(repeating: 0, count: right.count + 1), count: left.count + 1)
    for row in 0...left.count { table[row][0] = row }
    for column in 0...right.count { table[0][column] = column }
    for row in left.indices {
      for column in right.indices {
        var best = min(
          table[row][column] + (left[row] == right[column] ? 0 : 1), table[row][column + 1] + 1,
          table[row + 1][column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          best = min(best, table[row - 1][column - 1] + 1)
        }
        table[row + 1][column + 1] = best
      }
    }
    return table[left.count][right.count]
  }
}
