import Foundation
import RDF

// Usage: rdf-bench FILE ROUNDS [SYNTAX ...]
//
// Measures, in this process and with the file in memory, what RDF does with it: reading into nothing, reading
// into an indexed graph, writing it on statement by statement, and writing the graph in each of the syntaxes. Prints a JSON object for each measurement, as
// {"work": "statements", "syntax": "turtle", "seconds": 0.123, "count": 1313731}; the best of all rounds counts.
//
// Usage: rdf-bench --json-ld FILE ROUNDS CONTEXT-FILE
//
// Measures the algorithms of JSON-LD instead.
//
// Usage: rdf-bench --check FILE ROUNDS
//
// Measures checking the vocabulary in the file against the rules.

if CommandLine.arguments.count == 4, CommandLine.arguments[1] == "--check",
  let rounds = Int(CommandLine.arguments[3]), rounds > 0,
  let syntax = RDFSyntax(fileName: CommandLine.arguments[2])
{
  let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: CommandLine.arguments[2])))
  let graph = try Graph(parsing: bytes, as: syntax)
  try CheckBench(graph: graph, syntax: syntax, stopwatch: Stopwatch(rounds: rounds)).run()
  exit(0)
}

if CommandLine.arguments.count == 5, CommandLine.arguments[1] == "--json-ld",
  let rounds = Int(CommandLine.arguments[3]), rounds > 0
{
  let files = [CommandLine.arguments[2], CommandLine.arguments[4]]
  let values = try files.map { try JSON(parsing: [UInt8](Data(contentsOf: URL(fileURLWithPath: $0)))) }
  try JSONLDBench(document: values[0], context: values[1], stopwatch: Stopwatch(rounds: rounds)).run()
  exit(0)
}

guard CommandLine.arguments.count >= 3, let rounds = Int(CommandLine.arguments[2]), rounds > 0,
  let syntax = RDFSyntax(fileName: CommandLine.arguments[1])
else {
  FileHandle.standardError.write(Data("usage: rdf-bench FILE ROUNDS [SYNTAX ...]\n".utf8))
  exit(2)
}
let written = CommandLine.arguments.dropFirst(3).compactMap(RDFSyntax.init(rawValue:))
let document = [UInt8](try Data(contentsOf: URL(fileURLWithPath: CommandLine.arguments[1])))
let bench = Bench(document: document, syntax: syntax, rounds: rounds)

try bench.countStatements()
for other in written { try bench.pipe(to: other) }
let graph = try bench.readGraph()
for other in written { try bench.write(graph, as: other) }
if syntax == .nTriples { try bench.canonicalize(graph) }
