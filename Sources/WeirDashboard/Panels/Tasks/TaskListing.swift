/// Which tasks to list, and in what order.
struct TaskListing: Sendable, Equatable {
  var isTree = false
  var sort = TaskSort()
  var filter = Filter()
}
