/// Writes the header, the file that a reader loads first.
enum HeaderWriter {
  /// The bytes of the header.
  ///
  /// `files` are packed into it, or empty where each is a file of its own.
  static func bytes(
    of layout: IndexLayout, documents: [SearchDocument], settings: IndexSettings,
    files: [IndexFile]
  ) -> [UInt8] {
    var writer = ByteWriter()
    writer.append(IndexFormat.magic + [IndexFormat.version])
    writer.fixed(layout.generation, bytes: 4)
    RankingWeights().write(to: &writer)
    writer.string(settings.stopWords.text)
    writer.string(settings.textLanguage?.endings ?? "")
    write(settings.types, &writer)
    for type in settings.types { writer.byte(type.isList ? 1 : 0) }
    let runs = typeRuns(documents, settings)
    writer.varint(runs.count)
    for run in runs {
      writer.varint(run.count)
      writer.varint(run.type)
    }
    write(settings.topics, &writer)
    writer.varint(layout.spelling.count)
    for (key, checksum) in layout.spelling {
      writer.byte(key)
      writer.fixed(checksum, bytes: 2)
    }
    var bits = BitWriter()
    layout.trie.write(to: &bits)
    writer.varint(bits.bytes.count)
    writer.append(bits.bytes)
    // Two bytes of each checksum suffice to notice a file of another build, and take 4 kB for 10,000 pages.
    for checksum in layout.checksums { writer.fixed(checksum, bytes: 2) }
    writer.varint(files.count)
    for file in files {
      writer.string(file.name)
      writer.varint(file.bytes.count)
    }
    for file in files { writer.append(file.bytes) }
    return writer.bytes
  }

  private static func write(_ facets: [IndexSettings.Facet], _ writer: inout ByteWriter) {
    writer.varint(facets.count)
    for facet in facets {
      writer.string(facet.name)
      writer.string(facet.label)
    }
  }

  /// The types of the documents in their order, run-length encoded.
  private static func typeRuns(
    _ documents: [SearchDocument], _ settings: IndexSettings
  ) -> [(type: Int, count: Int)] {
    var runs: [(type: Int, count: Int)] = []
    for document in documents {
      guard let type = settings.types.firstIndex(where: { $0.name == document.type }) else {
        preconditionFailure("a document's type must be one of the settings' types")
      }
      if runs.last?.type == type { runs[runs.count - 1].count += 1 } else { runs.append((type, 1)) }
    }
    return runs
  }
}

/// The layout of an index: its shards, and the checksums of its files.
struct IndexLayout: Sendable {
  /// Identifies the list of documents, whose numbers all files but spelling lists use.
  var generation: UInt32
  var trie: ShardTrie
  /// The checksums of the shards, the blocks and the list of topics, in this order.
  var checksums: [UInt32]
  /// The keys of the spelling lists with their checksums.
  var spelling: [(key: Int, checksum: UInt32)]
}
