import Synchronization
import Testing
import WeirTestSupport

@testable import weir

/// The tests wait for the turnstile, never for a time: a lost wake-up would make them wait forever.
@Suite(.mustEnd) struct TurnstileTests {
  @Test(arguments: [Int.min, -1, 0, 1, 2, 7])
  func `a turnstile lets in as many as its limit, and at least one`(limit: Int) async {
    let turnstile = Turnstile(limit: limit)
    let places = max(1, limit)
    for _ in 0..<places { #expect(await turnstile.enter()) }
    let came = Count()
    await withTaskGroup { group in
      group.addTask {
        #expect(await turnstile.enter())
        came.add(1)
      }
      // However often the other task runs, it does not get in.
      for _ in 0..<100 { await Task.yield() }
      #expect(came.value == 0)
      turnstile.leave()
      await group.waitForAll()
    }
    #expect(came.value == 1)
  }

  @Test func `a place freed before a task enters is not forgotten`() async {
    let turnstile = Turnstile(limit: 1)
    for _ in 0..<100 {
      #expect(await turnstile.enter())
      turnstile.leave()
    }
    // Leaving without having entered adds a place.
    turnstile.leave()
    for _ in 0..<2 { #expect(await turnstile.enter()) }
  }

  @Test(arguments: [1, 4])
  func `all get through in order, no wake-up is lost, and the limit is kept`(
    limit: Int
  ) async {
    let turnstile = Turnstile(limit: limit)
    let (entered, entering) = AsyncStream.makeStream(of: Int.self)
    let underWay = Count()
    let bringing = Task {
      for number in 0..<5000 {
        #expect(await turnstile.enter())
        underWay.add(1)
        entering.yield(number)
      }
      entering.finish()
    }
    // The other side runs at its own pace, so that places become free before and after a task waits
    // for them.
    let (numbers, most) = await Task.detached {
      var (numbers, most) = ([Int](), 0)
      for await number in entered {
        numbers.append(number)
        most = max(most, underWay.value)
        underWay.add(-1)
        turnstile.leave()
        if number % 7 == 0 { await Task.yield() }
      }
      return (numbers, most)
    }.value
    await bringing.value
    #expect(numbers == Array(0..<5000))
    #expect(most <= limit)
  }

  @Test func `a task cancelled while it waits is released without a place`() async {
    let turnstile = Turnstile(limit: 1)
    #expect(await turnstile.enter())
    let waiting = Task { await turnstile.enter() }
    for _ in 0..<100 { await Task.yield() }
    waiting.cancel()
    #expect(await waiting.value == false)
    // The place of the first is free for exactly one more.
    turnstile.leave()
    #expect(await turnstile.enter())
    let another = Task { await turnstile.enter() }
    another.cancel()
    #expect(await another.value == false)
  }

  @Test func `a cancelled task does not get in, even if there is a place`() async {
    let turnstile = Turnstile(limit: 1)
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return await turnstile.enter()
    }
    task.cancel()
    #expect(await task.value == false)
    #expect(await turnstile.enter())
  }

  @Test func `a cancellation and a freed place at once release the task once`() async {
    for _ in 0..<500 {
      let turnstile = Turnstile(limit: 1)
      #expect(await turnstile.enter())
      let waiting = Task { await turnstile.enter() }
      await withTaskGroup { group in
        group.addTask { waiting.cancel() }
        group.addTask { turnstile.leave() }
      }
      let hasPlace = await waiting.value
      if hasPlace { turnstile.leave() }
      // Whichever came first, there is one place again.
      #expect(await turnstile.enter())
    }
  }
}

/// A number that several tasks count.
private final class Count: Sendable {
  private let atomic = Atomic(0)

  var value: Int { atomic.load(ordering: .sequentiallyConsistent) }

  func add(_ number: Int) { atomic.add(number, ordering: .sequentiallyConsistent) }
}
