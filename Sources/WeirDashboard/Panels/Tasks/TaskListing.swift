/// Which tasks are to be listed, and in what order: what a list of tasks depends on besides the tasks.
struct TaskListing: Sendable, Equatable {
  var isTree = false
  var sort = TaskSort()
  var filter = Filter()
}
