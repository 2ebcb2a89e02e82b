/// English words that say too little to be searched for, unless a query has no others.
enum StopWords {
  private static let english = WordTable(
    """
    a about after all also am an and any are arent as at be because been before being between both but by can cant
    could did didnt do does doesnt doing dont during each for from further had has hasnt have having he her here
    hers him his how i if im in into is isnt it its itself ive just me more most my myself no nor not of off on once
    only or other our ours out over own same she should so some such than that thats the their theirs them then there
    these they this those through to too under until up us very was we were what whats when where which while who
    whom why will with wont would you your yours
    """.split(whereSeparator: \.isWhitespace).map { Array($0.utf8) })

  static func contains(_ word: some Collection<UInt8>, hash: UInt32) -> Bool {
    english.find(word, hash: hash) != nil
  }
}
