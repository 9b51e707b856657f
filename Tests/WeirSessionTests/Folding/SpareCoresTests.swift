import Testing

@testable import WeirSession

@Suite struct SpareCoresTests {
  @Test(arguments: [
    ("Cpus_allowed:\t1", 1), ("Cpus_allowed:\tff", 8), ("Cpus_allowed:\t0000,000000a5", 4),
  ])
  func `the system says which cores a process may use`(line: String, count: Int) {
    #expect(SpareCores.allowedCount(in: "Name:\tweir\n\(line)\nCpus_allowed_list:\t0\n") == count)
  }

  @Test(arguments: ["", "Name:\tweir\n", "Cpus_allowed:\t\n", "Cpus_allowed_list:\t0-7\n"])
  func `without a mask their number is unknown`(status: String) {
    #expect(SpareCores.allowedCount(in: status) == nil)
  }

  @Test func `as many runs as there may ever be leave no core free`() {
    #expect(!SpareCores.exist(besides: 1 << 20))
  }
}
