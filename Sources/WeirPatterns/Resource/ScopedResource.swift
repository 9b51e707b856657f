public import WeirEvents

/// Something that is acquired, used and released, with a limited number of places.
///
/// `use` releases whatever happens: after success, after an error, and after a cancellation, which
/// does not reach the release. Waiting tasks are served first come, first served; an acquisition
/// that fails or is cancelled passes its place to the next task. A resource is held from the end of
/// its acquisition to the end of its release; its place is occupied from before the acquisition
/// until after the release.
///
/// It may be used from any number of threads.
public final class ScopedResource<Handle: Sendable, C: Clock>: Sendable
where C.Duration == Duration {
  @usableFromInline
  typealias Machine = ScopedResourceStateMachine<UnsafeContinuation<PlaceAnswer, Never>>

  @usableFromInline let clock: C
  @usableFromInline let reporter: (any Reporter)?
  @usableFromInline let machine: MachineLock<Machine>
  @usableFromInline let acquireHandle: @Sendable () async throws -> Handle
  @usableFromInline let releaseHandle: @Sendable (Handle) async throws -> Void
  /// The number of the resource in reports.
  public let id: PoolID

  /// Makes a resource that is not in use.
  ///
  /// - Parameters:
  ///   - name: its name in reports.
  ///   - limit: the maximum number in use at a time; `nil` is no limit. Less than 1 counts as 1.
  ///   - clock: measures how long tasks wait.
  ///   - reporter: receives every event; `nil` reports nothing.
  ///   - acquire: sets up a handle, in the task that asks for it.
  ///   - release: is called once for each handle that was acquired, shielded from cancellation.
  public init(
    _ name: String = "resource", limit: Int? = nil, clock: C, reporter: (any Reporter)? = nil,
    acquire: @escaping @Sendable () async throws -> Handle,
    release: @escaping @Sendable (Handle) async throws -> Void
  ) {
    self.clock = clock
    self.reporter = reporter
    acquireHandle = acquire
    releaseHandle = release
    id = reporter?.makePoolID() ?? .none
    machine = MachineLock(Machine(limit: limit), for: reporter)
    reporter?.report(
      .pool(id, .created(name: Label(name), capacity: limit.map { UInt32(clamping: max(1, $0)) })))
  }

  /// Waits for a place, acquires, runs the body, and releases, however the body ends.
  ///
  /// - Parameter limit: the longest time until the resource is acquired; `nil`, and 292 years or
  ///   more, is no limit. With zero or less, a resource is acquired only if it is available at
  ///   once.
  /// - Returns: What the body returns, even if the caller has been cancelled meanwhile.
  /// - Throws: What the body or the acquisition throws, or, if the body succeeded, what the release
  ///   throws; `TimeoutError` if the acquisition timed out. A release that fails after the body has
  ///   failed is reported as caught.
  @inlinable
  public func use<Result>(
    within limit: Duration? = nil, fileID: StaticString = #fileID, line: UInt = #line,
    _ body: (Handle) async throws -> Result
  ) async throws -> Result {
    let lease = try await acquire(within: limit, fileID: fileID, line: line)
    let result: Result
    do {
      result = try await body(lease.handle)
    } catch {
      await releaseAfterFailure(lease)
      throw error
    }
    try await release(lease)
    return result
  }

  /// An error of the release must not hide the error of the body.
  @inlinable
  func releaseAfterFailure(_ lease: Lease<Handle>) async {
    do {
      try await release(lease)
    } catch {
      reporter?.report(.error(lease.owner, .caught(Symbol(of: error))))
    }
  }

  /// The number of places that are occupied.
  public var inUseCount: Int { machine.withLock { $0.takenCount } }

  /// The number of tasks that wait for a place.
  public var waitingCount: Int { machine.withLock { $0.waitingCount } }

  /// Changes the limit. Resources in use stay in use.
  ///
  /// - Parameter limit: `nil` is no limit, and less than 1 counts as 1.
  public func reconfigure(limit: Int?) {
    let wakeups = machine.withLock { $0.reconfigure(limit: limit) }
    reporter?.report(
      .pool(id, .reconfigured(capacity: limit.map { UInt32(clamping: max(1, $0)) })))
    for wakeup in wakeups { wakeup.wake(reporter) }
  }
}

// MARK: Without a scope

extension ScopedResource {
  /// Acquires without a scope: the caller must make sure that `release(_:)` is called, whatever
  /// happens. Prefer `use`.
  ///
  /// - Throws: `CancellationError` if the task was cancelled before it had a place, `TimeoutError`
  ///   if it timed out, and what the acquisition throws: in each case nothing is held.
  @inlinable
  public func acquire(
    within limit: Duration? = nil, fileID: StaticString = #fileID, line: UInt = #line
  ) async throws -> Lease<Handle> {
    let site = CallSite(fileID, line)
    let grant = PlaceGrant()
    guard let deadline = limit.flatMap({ clock.now.end(ofLimit: $0) }) else {
      return try await acquire(for: grant, at: site)
    }
    let task = reporter?.currentTask ?? .none
    do {
      return try await withDeadline(deadline, clock: clock, reporter: reporter) {
        try await self.acquire(for: grant, at: site)
      }
    } catch let error as TimeoutError {
      // The deadline that passed may be an outer one, or one inside the acquisition: not for lack
      // of places.
      if !grant.isGiven, clock.now >= deadline {
        reporter?.report(.pool(id, .acquireTimedOut(by: task)))
      }
      throw error
    }
  }

  @inlinable
  func acquire(for grant: PlaceGrant, at site: CallSite) async throws -> Lease<Handle> {
    let task = reporter?.currentTask ?? .none
    let place = try await place(for: task, at: site)
    grant.give()
    reporter?.report(.pool(id, .connectionOpening(by: task, resource: place)))
    do {
      let handle = try await acquireHandle()
      reporter?.report(.pool(id, .acquired(by: task, resource: place)))
      let number = machine.withLock { $0.lease(place) }
      return Lease(handle: handle, resource: place, owner: task, number: number)
    } catch {
      reporter?.report(.pool(id, .openingFailed(by: task, resource: place)))
      releasePlace(place)
      throw error
    }
  }

  /// Releases what `acquire` returned, shielded from cancellation. The place becomes free even if
  /// it throws. Releasing the same lease a second time does nothing, even if another task has its
  /// place by then.
  ///
  /// - Throws: What the release throws.
  @inlinable
  public func release(_ lease: Lease<Handle>) async throws {
    guard machine.withLock({ $0.endLease(lease.number, of: lease.resource) }) else { return }
    reporter?.report(.pool(id, .releasing(by: lease.owner, resource: lease.resource)))
    defer {
      reporter?.report(.pool(id, .released(by: lease.owner, resource: lease.resource)))
      releasePlace(lease.resource)
    }
    try await shielded(reporter: reporter) { [releaseHandle] in
      try await releaseHandle(lease.handle)
    }
  }
}

// MARK: Waiting

extension ScopedResource {
  /// Takes a place, waiting for one if none is free.
  @inlinable
  func place(for task: TaskID, at site: CallSite) async throws -> ResourceID {
    try checkCancellation(of: task, reporter: reporter)
    switch machine.withLock({ $0.request(by: task) }) {
    case .granted(let place): return place
    case .suspend(let ticket):
      let answer = await waitForAnswer(
        by: task, on: .poolAcquire(id), at: site, reporter: reporter
      ) { waiter in
        machine.withLock { $0.attach(waiter, to: ticket) }
      } cancel: {
        machine.withLock { $0.cancel(ticket) }?.wake(reporter)
      }
      if case .granted(let place) = answer { return place }
      throw noticedCancellation(of: task, reporter: reporter)
    }
  }

  @inlinable
  func releasePlace(_ place: ResourceID) {
    machine.withLock { $0.releasePlace(place) }?.wake(reporter)
  }
}
