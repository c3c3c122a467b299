import Glibc

/// Writes numbers in the text format of Prometheus.
///
/// - Source: https://prometheus.io/docs/instrumenting/exposition_formats/, version 0.0.4.
enum PrometheusText {
  static func text(of source: Monitor.Source) -> String {
    var text = ""
    gauge("concordat_connections", "Open connections.", source.connectionCount(), &text)
    gauge(
      "concordat_store_writable", "1 while the store takes changes.", source.readOnlyReason() == nil ? 1 : 0,
      &text)
    gauge("process_resident_memory_bytes", "Resident memory size in bytes.", residentByteCount, &text)
    gauge("process_open_fds", "Open file descriptors.", descriptorCount, &text)
    let methods = source.metrics.snapshot.filter { $0.value.count > 0 }.sorted { $0.key < $1.key }
    failures(methods, &text)
    durations(methods, &text)
    return text
  }

  private static func gauge(_ name: String, _ help: String, _ value: Int, _ text: inout String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) gauge\n\(name) \(value)\n"
  }

  private static func failures(
    _ methods: [(key: String, value: ServiceMetrics.Method)], _ text: inout String
  ) {
    let name = "concordat_request_errors_total"
    text += "# HELP \(name) Requests that were refused or failed.\n# TYPE \(name) counter\n"
    for (method, numbers) in methods {
      // Names of methods and errors are letters and full stops, so nothing has to be escaped.
      for (error, count) in numbers.errors.sorted(by: { $0.key < $1.key }) {
        text += "\(name){method=\"\(method)\",error=\"\(error)\"} \(count)\n"
      }
    }
  }

  private static func durations(
    _ methods: [(key: String, value: ServiceMetrics.Method)], _ text: inout String
  ) {
    let name = "concordat_request_duration_seconds"
    text += "# HELP \(name) How long requests took, without waiting and sending.\n# TYPE \(name) histogram\n"
    for (method, numbers) in methods {
      var below = 0
      for (bound, count) in zip(ServiceMetrics.bounds, numbers.classes) {
        below += count
        text += "\(name)_bucket{method=\"\(method)\",le=\"\(Double(bound) / 1_000_000)\"} \(below)\n"
      }
      text += "\(name)_bucket{method=\"\(method)\",le=\"+Inf\"} \(numbers.count)\n"
      text += "\(name)_sum{method=\"\(method)\"} \(Double(numbers.microseconds) / 1_000_000)\n"
      text += "\(name)_count{method=\"\(method)\"} \(numbers.count)\n"
    }
  }

  /// The second number of `/proc/self/statm`, in pages (proc(5)).
  private static var residentByteCount: Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = fread(&bytes, 1, bytes.count, file)
    let words = String(validating: bytes.prefix(count), as: UTF8.self)?.split(separator: " ") ?? []
    return (words.dropFirst().first.flatMap { Int($0) } ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE)))
  }

  private static var descriptorCount: Int {
    guard let folder = opendir("/proc/self/fd") else { return 0 }
    defer { closedir(folder) }
    var count = 0
    while readdir(folder) != nil { count += 1 }
    // Not counted are "." and "..", and the descriptor that reads the folder.
    return max(0, count - 3)
  }
}
