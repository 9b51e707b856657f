public import WeirEvents

/// One `gather` call in progress: adds children to a group as its machine decides, and waits for
/// them.
@usableFromInline
struct Gathering<Input: Sendable, Output: Sendable> {
  @usableFromInline
  typealias Machine = GatherStateMachine<Output>

  @usableFromInline let inputs: [Input]
  @usableFromInline let child: Symbol
  @usableFromInline let reporter: (any Reporter)?
  @usableFromInline let site: CallSite
  @usableFromInline let operation: @Sendable (Input) async throws -> Output

  @inlinable
  init(
    inputs: [Input], child: Symbol, reporter: (any Reporter)?, site: CallSite,
    operation: @escaping @Sendable (Input) async throws -> Output
  ) {
    (self.inputs, self.child, self.reporter, self.site) = (inputs, child, reporter, site)
    self.operation = operation
  }

  /// Runs until no child is running, and returns the machine, which holds the result of each input.
  @inlinable
  func run(_ onFailure: GatherFailurePolicy, limit: () -> Int?) async -> Machine {
    var machine = Machine(count: inputs.count, onFailure: onFailure)
    let parent = reporter?.currentTask ?? .none
    await withTaskGroup(of: End.self) { group in
      while true {
        if Task.isCancelled { machine.stop() }
        while let index = machine.start(limit: limit()) { add(index, to: &group) }
        guard machine.running > 0, let end = await nextEnd(of: &group, for: parent) else { return }
        act(machine.ended(end.index, with: end.result), on: &group, for: parent)
      }
    }
    if machine.isCutShort { reporter?.report(.task(parent, .cancellationNoticed)) }
    return machine
  }

  /// The result of one input.
  @usableFromInline
  struct End: Sendable {
    @usableFromInline let index: Int
    @usableFromInline let result: Result<Output, any Error>

    @inlinable
    init(index: Int, result: Result<Output, any Error>) {
      (self.index, self.result) = (index, result)
    }
  }
}

extension Gathering {
  @inlinable
  func add(_ index: Int, to group: inout TaskGroup<End>) {
    let input = inputs[index]
    guard let reporter else {
      group.addTask { [operation] in
        End(index: index, result: await Result { try await operation(input) })
      }
      return
    }
    let id = reporter.announceChild(Label(child, UInt32(index + 1)), role: child)
    group.addTask { [operation] in
      let result = await Result {
        try await reporter.runChild(id) { try await operation(input) }
      }
      return End(index: index, result: result)
    }
  }

  @inlinable
  func nextEnd(of group: inout TaskGroup<End>, for parent: TaskID) async -> End? {
    reporter?.report(.task(parent, .suspended(on: .children(), at: site)))
    defer { reporter?.report(.task(parent, .resumed)) }
    return await group.next()
  }

  @inlinable
  func act(
    _ action: Machine.EndAction, on group: inout TaskGroup<End>, for parent: TaskID
  ) {
    switch action {
    case .proceed: break
    case .cancelSiblings: group.cancelAll()
    case .suppress(let error): reporter?.report(.error(parent, .caught(Symbol(of: error))))
    }
  }
}
