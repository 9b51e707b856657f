import Foundation
import WeirEvents
import WeirLog

/// Reads a whole log once, without doing anything with its events.
struct Reading: CustomStringConvertible {
  private var events = 0
  private var others = 0
  private let bytes: Int
  private let report: ReadingReport
  private let time: Duration
  private let processorTime: Double

  init(path: String) throws {
    let start = ContinuousClock.now
    let firstTick = clock()
    let file = open(path, O_RDONLY)
    var reader = try LogReader(ByteSource(descriptor: file, isOwned: true))
    var batch: [Event] = []
    var isAtEnd = false
    while !isAtEnd {
      switch try reader.readEvents(into: &batch, limit: 4096) {
      case .limit: break
      case .entry: others += 1
      case .end: isAtEnd = true
      }
      events += batch.count
      batch.removeAll(keepingCapacity: true)
    }
    time = start.duration(to: .now)
    processorTime = Double(clock() - firstTick) / Double(CLOCKS_PER_SEC)
    report = reader.report
    bytes = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
  }

  var description: String {
    """
    \(events) events and \(others) other lines, \(text(Double(events) / time.seconds)) million \
    events/s, \(text(Double(events) / processorTime)) million per second of the processor, \
    \(text(Double(bytes) / time.seconds)) MB/s, peak RSS \(Reading.peakMemory) KiB\
    \(report.isClean ? "" : ", \(report)")
    """
  }

  private func text(_ rate: Double) -> String {
    (rate / 1e6).formatted(.number.precision(.fractionLength(2)))
  }

  /// The peak resident memory of this process in KiB, as Linux counts it in `/proc/self/status`; 0
  /// if there is no such file.
  private static var peakMemory: Int {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
      let kilobytes = line.split(whereSeparator: \.isWhitespace).dropFirst().first
    else { return 0 }
    return Int(kilobytes) ?? 0
  }
}
