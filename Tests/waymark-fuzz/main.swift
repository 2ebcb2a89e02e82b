import Fuzzing
import SiteBuild
import SystemPackage

/// `waymark-fuzz sites|pages FIRST COUNT`: builds the sites of so many seeds from FIRST on, in the folder of the guide.
let arguments = CommandLine.arguments
guard arguments.count == 4, let first = UInt64(arguments[2]), let count = UInt64(arguments[3])
else {
  print("usage: waymark-fuzz sites|pages FIRST COUNT")
  throw Errno.invalidArgument
}
var loader = SourceLoader(folder: ".")
let run = FuzzRun(guide: loader.load().bytesByPath)
var faults = 0
for seed in first..<first + count {
  let fault = arguments[1] == "pages" ? run.faultOfPages(seed) : run.faultOfSite(seed)
  if let fault {
    print("seed \(seed): \(fault)")
    faults += 1
  }
}
print("\(count) seeds from \(first), \(faults) faults, \(FuzzWatch.peakMemory) MiB")
if faults > 0 { throw Errno.ioError }
