import WeirAnalysis
import WeirEvents
import WeirScreen
import WeirWording

/// A future of a run: the one that is lived, or one that was left and can be gone to again.
struct Branch: Sendable, Equatable {
  /// The number by which the source of the run knows it.
  let number: Int
  var name: String
  /// The future from which it once left, and where; `nil` for the first one.
  let origin: Origin?
  /// How far it came, when it was left.
  var outcome: BranchOutcome

  /// Where a branch comes from.
  struct Origin: Sendable, Equatable {
    var number: Int
    var place: RunPosition
  }
}

/// How far a branch came, and what it was like.
struct BranchOutcome: Sendable, Equatable {
  var end: RunPosition
  /// What the user did to the run, in order.
  var inputs: [TimedInput]
  /// The digest of all its events, as 16 hexadecimal digits.
  var digest: String
  /// Completed work per second, from the first instant on.
  var goodput: Double
  /// `nil` if no work has ended.
  var p99: Duration?
  var findingCount: Int

  /// - Complexity: Linear in the number of inputs and in the size of a histogram.
  init(_ model: RunModel) {
    let analysis = model.analysis
    end = RunPosition(event: analysis.eventCount, instant: analysis.now)
    inputs = model.inputs
    digest = model.digest.hexadecimal
    goodput = analysis.metrics.goodputPerSecond(until: analysis.now)
    p99 = analysis.metrics.latency.quantile(0.99)
    findingCount = analysis.findings.count
  }
}

/// The futures of a run that are known, in the order of their numbers.
///
/// Of those that were left, as many are kept as the source of the run keeps.
struct BranchList: Sendable, Equatable {
  /// How many futures that were left are kept; beyond that, the first ones are forgotten.
  static let mostLeft = 64
  /// A longer name is refused.
  static let longestName = 16

  private(set) var branches: [Branch] = []
  /// The number of the future that is lived.
  private(set) var present = 0

  /// How many futures were left.
  var leftCount: Int { max(branches.count - 1, 0) }

  /// Whether there is something to go to.
  var isEmpty: Bool { branches.count < 2 }

  /// The branch with this number; `nil` if it is not known.
  subscript(number: Int) -> Branch? { branches.first { $0.number == number } }

  /// The branch with this name; `nil` if there is none.
  subscript(name: String) -> Branch? { branches.first { $0.name == name } }

  /// The one that was left last; `nil` if none was.
  private(set) var lastLeft: Int?

  /// Notes that another future began at a place, and returns the one that was left.
  mutating func leave(
    _ change: FutureChange, at place: RunPosition, former: RunModel, shown: RunModel
  ) -> Branch {
    let left = keep(former, as: change.from)
    present = change.to
    branches.append(
      Branch(
        number: change.to, name: freeName(for: change.to),
        origin: Branch.Origin(number: change.from, place: place), outcome: BranchOutcome(shown)))
    forget()
    return left
  }

  /// Notes that a future that was left is lived again.
  mutating func enter(_ change: FutureChange, former: RunModel) {
    _ = keep(former, as: change.from)
    present = change.to
    forget()
  }

  /// Notes how far the future that is lived has come.
  mutating func update(_ outcome: BranchOutcome) {
    guard let index = branches.firstIndex(where: { $0.number == present }) else { return }
    branches[index].outcome = outcome
  }

  /// Gives a branch another name.
  mutating func rename(_ number: Int, to name: String) {
    guard let index = branches.firstIndex(where: { $0.number == number }) else { return }
    branches[index].name = name
  }

  private mutating func keep(_ model: RunModel, as number: Int) -> Branch {
    lastLeft = number
    let outcome = BranchOutcome(model)
    if let index = branches.firstIndex(where: { $0.number == number }) {
      branches[index].outcome = outcome
      return branches[index]
    }
    let branch = Branch(
      number: number, name: freeName(for: number), origin: nil, outcome: outcome)
    branches.append(branch)
    return branch
  }

  private func freeName(for number: Int) -> String {
    var count = number + 1
    while self["branch-\(count)"] != nil { count += 1 }
    return "branch-\(count)"
  }

  private mutating func forget() {
    while branches.count > BranchList.mostLeft + 1,
      let index = branches.firstIndex(where: { $0.number != present })
    {
      branches.remove(at: index)
    }
  }
}

// MARK: How branches are related

extension BranchList {
  /// Where a branch and the future that is lived part; for that one, where it left its origin.
  /// `nil` if that is not known.
  func place(of number: Int) -> RunPosition? {
    guard number != present else { return self[number]?.origin?.place }
    let (own, other) = (line(of: number), line(of: present))
    for (ancestor, place) in own {
      guard let (_, otherPlace) = other.first(where: { $0.number == ancestor }) else { continue }
      return [place, otherPlace].compactMap(\.self).min()
    }
    return nil
  }

  /// A branch and all that it comes from, each with the place up to which it shares its events;
  /// itself shares all.
  private func line(of number: Int) -> [(number: Int, place: RunPosition?)] {
    var line: [(number: Int, place: RunPosition?)] = [(number, nil)]
    var (next, least) = (self[number]?.origin, RunPosition?.none)
    // An origin has a lower number, so that this ends.
    while let origin = next {
      least = least.map { min($0, origin.place) } ?? origin.place
      line.append((origin.number, least))
      next = self[origin.number]?.origin
    }
    return line
  }

  /// What the user did in a branch and not in the future that is lived; in that one, what the user
  /// did since it left its origin.
  func differences(of branch: Branch) -> [TimedInput] {
    let other = branch.number == present ? branch.origin.flatMap { self[$0.number] } : self[present]
    let shared = zip(branch.outcome.inputs, other?.outcome.inputs ?? []).prefix { $0 == $1 }.count
    return Array(branch.outcome.inputs.dropFirst(other == nil ? 0 : shared))
  }

  /// What differs, in words: "consumers 4 → 8 at 00:12.4".
  ///
  /// - Parameter start: The parameters at the start of the run.
  func difference(of branch: Branch, from start: [RunSpecification.Parameter]) -> String {
    let different = differences(of: branch)
    guard !different.isEmpty else { return unchanged(branch) }
    var values = start
    for timed in branch.outcome.inputs.dropLast(different.count) { values.adopt(timed.input) }
    var parts: [(knob: String?, former: String, text: String, instant: VirtualInstant)] = []
    for timed in different {
      if case .parameterChanged(let name, let value) = timed.input {
        var former = values.first { $0.name == name }.map { "\($0.value)" } ?? ""
        // Of several turns of a knob at one instant, only the last one counts.
        if let last = parts.last, last.knob == name, last.instant == timed.instant {
          former = last.former
          parts.removeLast()
        }
        parts.append((name, former, "\(name) \(former) → \(value)", timed.instant))
      } else {
        parts.append((nil, "", timed.input.words, timed.instant))
      }
      values.adopt(timed.input)
    }
    return parts.map { "\($0.text) at \(TimeText.shortClock($0.instant))" }
      .joined(separator: ", ")
  }

  /// What a branch without a change has in place of one. Its events are those of another branch, so
  /// that only its length is its own.
  private func unchanged(_ branch: Branch) -> String {
    let other = branch.number == present ? branch.origin.flatMap { self[$0.number] } : self[present]
    guard let end = other?.outcome.end.instant, end != branch.outcome.end.instant else {
      return "no change"
    }
    let own = branch.outcome.end.instant
    let length = TimeText.short(min(own, end).duration(to: max(own, end)))
    return "no change, \(length) \(own > end ? "more" : "less")"
  }

  /// The marks on the time line: where branches leave the future that is lived.
  var marks: [TimelineMark] {
    var marks: [TimelineMark] = []
    for branch in branches where branch.number != present {
      guard let place = place(of: branch.number) else { continue }
      marks.append(
        TimelineMark(.branch, at: place.instant, event: place.event, branch.name))
    }
    return marks
  }
}

extension RunInput {
  /// What the user did, in a few words.
  fileprivate var words: String {
    switch self {
    case .parameterChanged(let name, let value): "\(name) \(value)"
    case .pitfallSwitched(let name): name.map { "pitfall \($0)" } ?? "no pitfall"
    case .triggered(let name): "\(name) fired"
    case .markerSet(let name): "\(name) set"
    }
  }
}

extension [RunSpecification.Parameter] {
  /// Changes the value of a parameter if that is what the input does.
  fileprivate mutating func adopt(_ input: RunInput) {
    guard case .parameterChanged(let name, let value) = input,
      let index = firstIndex(where: { $0.name == name })
    else { return }
    self[index].value = value
  }
}
