import Text

/// Takes the size from the description of an image, `![Alt|200](x.png)`.
enum ImageSizePass {
  static func run(on run: inout InlineRun, _ references: inout [Reference], _ text: [UInt8]) {
    for index in run.nodes.indices where run.nodes[index].kind == .image {
      let end = run.nodes[index].end
      guard end > index + 1, run.nodes[end - 1].kind == .text else { continue }
      var first = end - 1
      while first - 1 > index, run.nodes[first - 1].kind == .text,
        run.nodes[first - 1].text.upperBound == run.nodes[first].text.lowerBound
      {
        first -= 1
      }
      let range = run.nodes[first].text.lowerBound..<run.nodes[end - 1].text.upperBound
      let written = String(decoding: text[range], as: UTF8.self)
      let (alt, width, height) = PictureName.divided(written, needsBar: true)
      guard width != nil else { continue }
      let reference = Int(run.nodes[index].value)
      (references[reference].width, references[reference].height) = (width, height)
      let cut = range.lowerBound + alt.utf8.count
      for part in first..<end {
        let old = run.nodes[part].text
        run.nodes[part].text = min(old.lowerBound, cut)..<min(old.upperBound, cut)
      }
    }
  }
}
