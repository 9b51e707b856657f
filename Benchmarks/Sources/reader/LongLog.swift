import Foundation

/// The lines of a log, repeated with `t` increasing.
struct LongLog {
  private let header: Substring
  private let lines: [Substring]

  init(path: String) throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let all = text.split(separator: "\n")
    header = all.first ?? ""
    lines = all.dropFirst().filter { line in
      !["checkpoint", "end", "warningRaised", "warningCleared"].contains { kind in
        line.contains("\"e\":\"\(kind)\"")
      }
    }
  }

  /// Writes this many lines of events.
  func write(events count: Int, to path: String) throws {
    try Data().write(to: URL(fileURLWithPath: path))
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    var text = header + "\n"
    var written = 0
    var base: Int64 = 0
    while written < count, !lines.isEmpty {
      var latest: Int64 = 0
      for line in lines.prefix(count - written) {
        let rest = line.dropFirst(5)
        latest = Int64(rest.prefix { $0.isNumber }) ?? latest
        text += "{\"t\":\(base + latest)" + rest.drop { $0.isNumber } + "\n"
        if text.utf8.count > 1 << 20 {
          try file.write(contentsOf: Data(text.utf8))
          text = ""
        }
      }
      written += min(lines.count, count - written)
      base += latest
    }
    try file.write(contentsOf: Data(text.utf8))
    try file.close()
  }
}
