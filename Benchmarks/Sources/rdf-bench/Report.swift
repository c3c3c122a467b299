import Foundation
import RDF

/// Prints a measurement as a line of JSON.
func report(_ work: String, _ syntax: RDFSyntax, _ seconds: Double?, _ count: Int) {
  let time = seconds.map { String(format: "%.4f", $0) } ?? "null"
  print(#"{"work": "\#(work)", "syntax": "\#(syntax.rawValue)", "seconds": \#(time), "count": \#(count)}"#)
}

/// Prints a line that is not a measurement.
func printError(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }
