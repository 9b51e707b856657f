import WeirAnalysis
import WeirEngine
import WeirEvents
import Workload

/// Measures once what an item costs in a large run, and prints it as a line of JSON.
///
/// usage: growth SUBJECT COUNT silent|folded
///
/// *Silent* makes no events; *folded* folds all of them, digest included. Tasks first run for two
/// virtual seconds, so that starting them doesn't count. Times are CPU time of the process.
@main
enum Growth {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard arguments.count == 3, let subject = EndlessFlow.Subject(rawValue: arguments[0]),
      let count = Int(arguments[1]), count > 0, let mode = Mode(rawValue: arguments[2])
    else {
      let names = EndlessFlow.Subject.allCases.map(\.rawValue).joined(separator: "|")
      print("usage: growth \(names) COUNT silent|folded")
      return
    }
    measure(subject, count, mode)
  }

  private enum Mode: String {
    case silent, folded
  }

  private static let eventsPerItem = 10

  private static func measure(_ subject: EndlessFlow.Subject, _ count: Int, _ mode: Mode) {
    let memoryBefore = ResidentMemory.bytes
    var (analysis, digest) = (Analysis(), TraceDigest())
    let fold = { (batch: EventBatch) in
      analysis.fold(batch)
      digest.fold(batch.events)
    }
    let flow = EndlessFlow(subject, count: count, sink: mode == .folded ? fold : nil)
    flow.run(until: VirtualInstant(nanoseconds: 2_000_000_000))
    let (start, first) = (ProcessorTime.ofProcess, flow.items)
    flow.run(items: subject == .events ? count / eventsPerItem : max(200_000, count))
    let seconds = ProcessorTime.ofProcess - start
    let items = flow.items - first
    let bytes = ResidentMemory.bytes - memoryBefore
    print(
      """
      {"items":\(items),"nanoseconds":\(seconds / Double(items) * 1e9),"bytes":\(bytes)}
      """)
  }
}
