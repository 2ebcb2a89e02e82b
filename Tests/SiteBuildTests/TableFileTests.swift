import Diagnostics
import Foundation
import SiteBuild
import SiteModel
import TestSupport
import Testing
import Text

/// Files that a table page names as its data, and the files that readers download.
@Suite struct TableFileTests {
  /// A site with one table page, whose data is a file of these bytes.
  private static func site(_ name: String, _ bytes: [UInt8]) throws -> TestSite {
    var site = try TestSite()
    site.files["waymark.yml"] = Array("title: Tables\nsearch: false\n".utf8)
    let page = "---\ntitle: T\ncaption: C\ndata: \(name)\n---\n"
    site.files["content/tables/t.md"] = Array(page.utf8)
    site.files["content/tables/" + name] = bytes
    return site
  }

  private static func utf16(_ text: String, mark: Bool, bigEndian: Bool) -> [UInt8] {
    (mark ? [0xFEFF] + Array(text.utf16) : Array(text.utf16)).flatMap { unit in
      let bytes = [UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8)]
      return bigEndian ? bytes.reversed() : bytes
    }
  }

  struct Foreign: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let name: String
    let bytes: [UInt8]
    /// The first lines of the diagnostic.
    let expected: String
  }

  private static let rows = "Name;Pay\r\nÉva;1,5\r\n"
  private static let zipFile: [UInt8] = [0x50, 0x4B, 3, 4, 20, 0, 6, 0, 8, 0, 0, 0, 33, 0]
  private static let compoundFile: [UInt8] = [
    0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0,
  ]
  private static let utf16Problem =
    "warning[invalid-utf8]: this file is UTF-16, not UTF-8\n --> content/tables/t.csv:1:1\n"
  private static func spreadsheetProblem(_ name: String) -> String {
    "warning[table-data]: `\(name)` is a spreadsheet, not CSV text\n --> content/tables/t.md:4:7\n"
  }

  static let foreign = [
    Foreign(
      testDescription: "UTF-16, little end first", name: "t.csv",
      bytes: utf16(rows, mark: true, bigEndian: false), expected: utf16Problem),
    Foreign(
      testDescription: "UTF-16, big end first", name: "t.csv",
      bytes: utf16(rows, mark: true, bigEndian: true), expected: utf16Problem),
    Foreign(
      testDescription: "UTF-16 without a mark", name: "t.csv",
      bytes: utf16(rows, mark: false, bigEndian: false), expected: utf16Problem),
    Foreign(
      testDescription: "UTF-16 without a mark, big end first", name: "t.csv",
      bytes: utf16(rows, mark: false, bigEndian: true), expected: utf16Problem),
    Foreign(
      testDescription: "Windows-1252", name: "t.csv",
      bytes: Array("Name;Pay\r\n".utf8) + [0xC9] + Array("va;1\r\n".utf8),
      expected:
        "warning[invalid-utf8]: this byte is not UTF-8; in Windows-1252 it is `É`\n"
        + " --> content/tables/t.csv:2:1\n"),
    Foreign(
      testDescription: "The euro sign of Windows-1252", name: "t.csv",
      bytes: Array("Name;Pay\r\nOne;5 ".utf8) + [0x80, 0x0A],
      expected:
        "warning[invalid-utf8]: this byte is not UTF-8; in Windows-1252 it is `€`\n"
        + " --> content/tables/t.csv:2:7\n"),
    Foreign(
      testDescription: "Excel's file", name: "t.xlsx", bytes: zipFile,
      expected: spreadsheetProblem("t.xlsx")),
    Foreign(
      testDescription: "LibreOffice's file", name: "t.ods", bytes: zipFile,
      expected: spreadsheetProblem("t.ods")),
    Foreign(
      testDescription: "Excel's earlier file", name: "t.xls", bytes: compoundFile,
      expected: spreadsheetProblem("t.xls")),
    Foreign(
      testDescription: "A spreadsheet under another name", name: "t.csv", bytes: zipFile,
      expected: spreadsheetProblem("t.csv")),
  ]

  @Test("A file that is no CSV text is told by what it is", arguments: foreign)
  func told(_ file: Foreign) throws {
    let build = try Self.site(file.name, file.bytes).build()
    let text = TextRenderer().render(build.diagnostics)
    #expect(text.hasPrefix(file.expected), "\(text)")
    #expect(text.contains("= help: save the "), "\(text)")
    #expect(build.diagnostics.count == 1, "\(text)")
  }

  // MARK: Chance

  private static let pieces = [
    "a", "b c", "é", "5", "-5", "+", "-", "=", "@", ",", ";", "\t", "\"", "\"\"", "'", "\n", "\r",
    "\r\n", " ", "%", "e3", "=1+1", "sep=", "日本",
  ]

  private static func rows(_ random: inout SeededGenerator) -> [[String]] {
    let width = Int.random(in: 1...4, using: &random)
    return (0..<Int.random(in: 2...6, using: &random)).map { _ in
      (0..<width).map { _ in
        (0..<Int.random(in: 0...4, using: &random))
          .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      }
    }
  }

  private static func trimmed(_ text: String) -> String {
    text.trimmingCharacters(in: CharacterSet(charactersIn: " \t\n\r"))
  }

  @Test("Rows that are written are read again, whatever they hold")
  func roundTrip() {
    var random = SeededGenerator()
    for round in 0..<3_000 {
      var rows = Self.rows(&random)
      // A heading and a text in the last column keep it from being dropped.
      for index in rows.indices { rows[index] = ["x\(index)"] + rows[index] + ["y"] }
      for lineEnd in ["\n", "\r\n"] {
        let text = CSVWriter.text(rows, lineEnd: lineEnd, guardsFormulas: false)
        let table = PastedTable(SourceText(name: "t.csv", text: text))
        let read = [table.header] + table.rows
        #expect(
          read == rows.map { $0.map(Self.trimmed) },
          "seed \(SeededGenerator.seed), round \(round): \(text.debugDescription)")
      }
    }
  }

  @Test("No cell of a download can be a formula, and a strict reader gets every cell back")
  func download() throws {
    var random = SeededGenerator(offset: 1)
    for round in 0..<3_000 {
      let rows = Self.rows(&random)
      let text = CSVWriter.text(rows, lineEnd: "\r\n", guardsFormulas: true)
      let note = "seed \(SeededGenerator.seed), round \(round): \(text.debugDescription)"
      let read = try #require(Self.strictRows(Array(text.unicodeScalars)), "\(note)")
      #expect(read.count == rows.count, "\(note)")
      for (read, row) in zip(read, rows) {
        #expect(read.count == row.count, "\(note)")
        for (cell, original) in zip(read, row) {
          let isNumber = original.wholeMatch(of: /[+-][0-9][0-9 ,']*(e[0-9]+)?[ ]?%?/) != nil
          let signs = Set(original.unicodeScalars)
          let isSigns = signs.count == 1 && ["+", "-"].contains(signs)
          let opens = original.unicodeScalars.first.map { "=+-@\t\r\n".unicodeScalars.contains($0) }
          if opens == true, !isSigns, !isNumber {
            #expect(cell == "'" + original, "\(note)")
          } else if opens == true {
            #expect([original, "'" + original].contains(cell), "\(note)")
          } else {
            #expect(cell == original, "\(note)")
          }
        }
      }
    }
  }

  /// The rows of RFC 4180's grammar, or `nil` for a text that is not of it.
  private static func strictRows(_ text: [Unicode.Scalar]) -> [[String]]? {
    var rows: [[String]] = []
    var row: [String] = []
    var index = 0
    while index < text.count {
      var cell = String.UnicodeScalarView()
      if text[index] == "\"" {
        index += 1
        while true {
          guard index < text.count else { return nil }
          if text[index] == "\"" {
            index += 1
            guard index < text.count, text[index] == "\"" else { break }
          }
          cell.append(text[index])
          index += 1
        }
      } else {
        while index < text.count, text[index] != ",", text[index] != "\r" {
          if text[index] == "\"" || text[index] == "\n" { return nil }
          cell.append(text[index])
          index += 1
        }
      }
      row.append(String(cell))
      guard index < text.count else { return nil }
      if text[index] == "," {
        index += 1
        if index < text.count, text[index] == "\r" { row.append("") } else { continue }
      }
      guard text[index] == "\r", index + 1 < text.count, text[index + 1] == "\n" else { return nil }
      index += 2
      rows.append(row)
      row = []
    }
    return rows
  }
}
