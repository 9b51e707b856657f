import WeirEvents
import WeirScreen
import WeirLog

/// The programs that can be watched, one row each.
struct WatchListText {
  let programs: WatchedPrograms

  private static let heads = ["PID", "STATE", "LEVEL", "TASKS", "PROGRAM", "RUNTIME", "SOCKET"]

  var text: String {
    let rows = [WatchListText.heads] + programs.programs.map(WatchListText.row)
    let widths = WatchListText.heads.indices.map { column in
      rows.map { $0[column].columns }.max() ?? 0
    }
    return rows.map { row in
      zip(row, widths).map { $0.padded(to: $1) }.joined(separator: "  ").trimmedAtEnd
    }.joined(separator: "\n")
  }

  private static func row(_ program: ListedProgram) -> [String] {
    [
      program.process.map { "\($0)" } ?? "-", program.state.rawValue,
      program.header?.level.rawValue ?? "-", program.tasks.map { "\($0)" } ?? "-",
      (program.name ?? "-").printable, (program.header?.runtime ?? "-").printable,
      program.socket.path.printable,
    ]
  }

  var json: JSONValue {
    .array(
      programs.programs.map { program in
        let header = program.header
        return .object([
          .init("pid", program.process.map { .integer(Int128($0)) } ?? .null),
          .init("state", .string(program.state.rawValue)),
          .init("program", .optional(program.name)),
          .init("command", .array((header?.command ?? []).map { .string($0) })),
          .init("level", .optional(header?.level.rawValue)),
          .init("tasks", program.tasks.map { .count($0) } ?? .null),
          .init("runtime", .optional(header?.runtime)),
          .init("started", .optional(header?.started)),
          .init("socket", .string(program.socket.path)),
        ])
      })
  }
}

extension String {
  fileprivate var trimmedAtEnd: String {
    String(self[..<(lastIndex { $0 != " " }.map { index(after: $0) } ?? startIndex)])
  }
}
