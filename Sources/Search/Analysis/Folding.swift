/// Folds letters to the form in which words are compared: lower case, without accents.
///
/// The result equals that of a browser's `toLowerCase()` and `normalize('NFD')` with accents dropped, for Latin, Greek
/// and Cyrillic letters, and Arabic ones with a hamza; some letters without a decomposition are folded too. The rows are canonical decompositions
/// of Unicode, which later versions do not change.
enum Folding {
  /// Each row has a folded form, followed by the letters that fold to it.
  private static let rows = """
    a àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ
    ae ǣǽæ
    b ḃḅḇ
    c çćĉċčḉ
    d ďḋḍḏḑḓđð
    e èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ
    f ḟ
    g ĝğġģǧǵḡ
    h ĥȟḣḥḧḩḫẖ
    i ìíîïĩīĭįǐȉȋḭḯỉịı
    j ĵǰ
    k ķǩḱḳḵ
    l ĺļľḷḹḻḽł
    m ḿṁṃ
    n ñńņňǹṅṇṉṋ
    o òóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợǿø
    oe œ
    p ṕṗ
    r ŕŗřȑȓṙṛṝṟ
    s śŝşšșṡṣṥṧṩſẛ
    ss ß
    t ţťțṫṭṯṱẗ
    th þ
    u ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự
    v ṽṿ
    w ŵẁẃẅẇẉẘ
    x ẋẍ
    y ýÿŷȳẏẙỳỵỷỹ
    z źżžẑẓẕ
    ʒ ǯ
    ʹ ʹ
    ϒ ϓϔ
    α άἀἁἂἃἄἅἆἇὰάᾀᾁᾂᾃᾄᾅᾆᾇᾰᾱᾲᾳᾴᾶᾷ
    ε έἐἑἒἓἔἕὲέ
    η ήἠἡἢἣἤἥἦἧὴήᾐᾑᾒᾓᾔᾕᾖᾗῂῃῄῆῇ
    ι ΐίϊἰἱἲἳἴἵἶἷὶίιῐῑῒΐῖῗ
    ο όὀὁὂὃὄὅὸό
    ρ ῤῥ
    σ ς
    υ ΰϋύὐὑὒὓὔὕὖὗὺύῠῡῢΰῦῧ
    ω ώὠὡὢὣὤὥὦὧὼώᾠᾡᾢᾣᾤᾥᾦᾧῲῳῴῶῷ
    а ӑӓ
    г ѓ
    е ѐёӗ
    ж ӂӝ
    з ӟ
    и йѝӣӥ
    к ќ
    о ӧ
    у ўӯӱӳ
    ч ӵ
    ы ӹ
    э ӭ
    і ї
    ѵ ѷ
    ә ӛ
    ө ӫ
    ا آأإ
    و ؤ
    ي ئى
    ه ة
    ە ۀ
    ہ ۂ
    ے ۓ
    """

  /// The code points that are folded with the table.
  private static let ranges: [ClosedRange<UInt32>] = [
    0xC0...0x52F, 0x1E00...0x1FFF, 0x621...0x6D3,
  ]

  /// The folded forms in UTF-8 of the code points of all ranges.
  private static let table: [[UInt8]] = {
    var folded: [Unicode.Scalar: [UInt8]] = [:]
    for row in rows.split(separator: "\n") {
      let parts = row.split(separator: " ")
      for letter in parts[1].unicodeScalars { folded[letter] = Array(parts[0].utf8) }
    }
    return ranges.joined().map { value in
      guard let scalar = Unicode.Scalar(value) else { return [] }
      return scalar.properties.lowercaseMapping.unicodeScalars.flatMap { lower in
        isDropped(lower) ? [] : folded[lower] ?? Array(String(lower).utf8)
      }
    }
  }()

  /// Whether a scalar leaves no trace in a word: an accent, a soft hyphen, a zero-width space or joiner, and in
  /// Arabic a vowel or a lengthened line.
  static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xAD, 0x300...0x36F, 0x640, 0x64B...0x65F, 0x670, 0x200B...0x200D, 0x2060, 0xFEFF: true
    default: false
    }
  }

  /// Appends the folded form of a scalar beyond ASCII.
  static func append(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
    let value = scalar.value
    if ranges[0].contains(value) {
      bytes += table[Int(value - ranges[0].lowerBound)]
    } else if ranges[1].contains(value) {
      bytes += table[ranges[0].count + Int(value - ranges[1].lowerBound)]
    } else if ranges[2].contains(value) {
      bytes += table[ranges[0].count + ranges[1].count + Int(value - ranges[2].lowerBound)]
    } else if scalar.properties.changesWhenLowercased {
      // The lower case letter may be in the table, as for the ångström sign.
      for lower in scalar.properties.lowercaseMapping.unicodeScalars { append(lower, to: &bytes) }
    } else {
      bytes += String(scalar).utf8
    }
  }
}
