public import WeirEvents

/// The tasks of two runs, paired by name: equal seeds give equal names.
///
/// Tasks of one name in one run are paired in the order of their creation.
public struct TaskPairs: Sendable {
  /// A task of both runs, or of one of them.
  public struct Pair: Hashable, Sendable {
    /// The name.
    public let name: Label
    /// The task of A; `nil` if there is none.
    public let a: TaskID?
    /// The task of B; `nil` if there is none.
    public let b: TaskID?

    /// The run that alone has it; `nil` if both have.
    public var only: RunSide? {
      if b == nil { return .a }
      return a == nil ? .b : nil
    }
  }

  /// The pairs in the order of A, followed by the tasks that only B has.
  public let pairs: [Pair]

  /// A task and its name.
  public typealias Named = (id: TaskID, name: Label)

  /// Pairs tasks.
  ///
  /// - Complexity: Linear in the number of tasks.
  public init(_ a: some Sequence<TaskRecord>, _ b: some Sequence<TaskRecord>) {
    self.init(a.map { ($0.id, $0.name) }, b.map { ($0.id, $0.name) })
  }

  /// Pairs tasks, each with its name.
  ///
  /// - Complexity: Linear in the number of tasks.
  public init(_ a: [Named], _ b: [Named]) {
    var places: [Label: [Int]] = [:]
    for (place, record) in b.enumerated().reversed() {
      places[record.name, default: []].append(place)
    }
    var isPaired = [Bool](repeating: false, count: b.count)
    var pairs = a.map { record in
      let place = places[record.name]?.popLast()
      if let place { isPaired[place] = true }
      return Pair(name: record.name, a: record.id, b: place.map { b[$0].id })
    }
    for (place, record) in b.enumerated() where !isPaired[place] {
      pairs.append(Pair(name: record.name, a: nil, b: record.id))
    }
    self.pairs = pairs
  }
}
