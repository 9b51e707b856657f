import Workload

/// Takes one measurement and prints it as one number; `Benchmarks/run` calls it many times.
@main
enum Figures {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    guard let measurement = arguments.first.flatMap(Measurement.init(rawValue:)),
      let count = arguments.dropFirst().first.flatMap({ Int($0) }), count > 0
    else {
      let names = Measurement.allCases.map(\.rawValue).joined(separator: " | ")
      print("usage: figures \(names) COUNT")
      return
    }
    print(measurement.take(count))
  }
}
