import Text

extension Language {
  /// SQL, with the words of the databases that are used most.
  static let sql = Language(
    "sql mysql mariadb pgsql plpgsql postgres postgresql sqlite sqlite3 tsql psql",
    [
      Context(
        words: SQL.words,
        rules: [
          .line("--"), .line("\\", .meta, opensLine: true), .block("/*", "*/"),
          .line("# ", opensLine: true),
          .scan(ByteSet("eEnNxXbBuU"), SQL.takePrefixedString),
          .string("'", escapes: false, spansLines: true),
          .string("\"", .plain, escapes: false, spansLines: true),
          .string("`", .plain, escapes: false), .scan(ByteSet("$"), SQL.takeDollarQuote),
          .scan(ByteSet("@:"), SQL.takeVariable), .literal("?", .variable), .number, .word(),
        ])
    ])
}

private enum SQL {
  /// Takes a string with a letter before it: `E'…'`, in which a backslash escapes, `N'…'`, `x'…'`.
  @Sendable static func takePrefixedString(
    _ scanner: inout CodeScanner, _ text: Span<UInt8>
  ) -> Bool {
    guard scanner.peek(text) == UInt8(ascii: "'") else { return false }
    let escapes = text[scanner.position] | 0x20 == UInt8(ascii: "e")
    let end = scanner.stringEnd(
      text, from: scanner.position + 2, UInt8(ascii: "'"), escapes, true)
    scanner.takeLines(text, to: end, as: .string)
    return true
  }

  /// Takes the delimiter of a text between dollar signs, `$$` or `$name$`, or a parameter, `$1`.
  ///
  /// The text is code more often than not: the body of a function.
  @Sendable static func takeDollarQuote(
    _ scanner: inout CodeScanner, _ text: Span<UInt8>
  ) -> Bool {
    let end = scanner.end(of: .name, text, from: scanner.position + 1)
    if end < scanner.end, text[end] == UInt8(ascii: "$") {
      scanner.take(text, to: end + 1, as: .meta)
      return true
    }
    scanner.take(text, to: end, as: .variable)
    return true
  }

  /// Takes a variable or parameter: `@x`, `@@x`, `:x`, and `:'x'` of psql; and leaves a cast, `::type`.
  @Sendable static func takeVariable(_ scanner: inout CodeScanner, _ text: Span<UInt8>) -> Bool {
    let sign = text[scanner.position]
    var start = scanner.position + 1
    if scanner.peek(text) == sign {
      if sign == UInt8(ascii: ":") {
        scanner.take(text, to: start + 1, as: .plain)
        return true
      }
      start += 1
    }
    guard start < scanner.end, ByteSet.nameStart.contains(text[start]),
      !scanner.peek(text, -1).isWordByte
    else { return false }
    scanner.take(text, to: scanner.end(of: .name, text, from: start), as: .variable)
    return true
  }

  static let words = WordList(
    ignoresCase: true,
    [
      .keyword: """
      add after all alter always analyze and any as asc atomic authorization before begin between both by call cascade case cast
      change check close cluster collate column columns comment commit concurrently conflict constraint copy create cross cube
      current cursor database deallocate declare default deferrable deferred definer delete delimiter desc describe distinct do drop
      each else elseif elsif end engine escape except exception exclude execute exists exit explain extension fetch filter first
      following for foreign from full function generated global grant group grouping handler having if ignore ilike immediate in
      index inherits initially inner inout insert instead intersect into invoker is isnull iterate join key language last lateral
      leading leave left level like limit local lock loop match materialized merge minus modify natural next no not nothing notice
      notnull nulls of off offset on only open option or order others out outer over overlaps owned owner partition perform
      plan policy preceding precision prepare preserve primary privileges procedural procedure public raise range read recursive
      references refresh regexp release rename repeat replace reset restart restrict return returning returns revoke right role
      rollback rollup row rows rule savepoint schema security select sequence serializable session set sets share show signal similar
      some stable start statement stored strict table tables tablespace temp temporary then ties to trailing transaction trigger
      truncate type unbounded union unique unlock unlogged until update use user using vacuum values view volatile when where
      while window aggregate assignment class data family immutable implicit input leakproof load
        operator parallel setof sql storage trusted validator version with within without work write xor zone pragma autoincrement auto_increment identity go top
      """,
      .constant: "true false null current_date current_time current_timestamp current_user",
      .type: """
      bigint bigserial binary bit blob bool boolean bytea char character cidr date datetime dec decimal double enum float float4 float8
      geometry inet int int2 int4 int8 integer interval json jsonb longblob longtext mediumint mediumtext money nchar numeric nvarchar
      oid real record regclass serial smallint smallserial text time timestamp timestamptz timetz tinyint tinytext tsquery tsvector
      uuid varbinary varchar varying void xml datetime2 uniqueidentifier unsigned
      """,
    ])
}
