// The hook by which the Swift runtime lets a program take the jobs of its global executor, and how
// such a job is run: `swift_task_enqueueGlobal_hook` and `swift_job_run`, which the runtime exports
// (swift/Runtime/Concurrency.h). It also looks at tasks and cancels them with the functions that
// the standard library uses, but without retaining them first.
#include "task_hook.h"

#include <stddef.h>
#include <stdint.h>

#define SWIFT_CALL __attribute__((swiftcall))

typedef SWIFT_CALL void (*enqueue)(void *job);

extern SWIFT_CALL void (*swift_task_enqueueGlobal_hook)(void *job, enqueue original)
    __attribute__((weak));
extern SWIFT_CALL void swift_job_run(void *job, void *executor, uintptr_t implementation)
    __attribute__((weak));

extern SWIFT_CALL void *swift_task_getCurrent(void);
extern SWIFT_CALL bool swift_task_isCancelled(void *task);
extern SWIFT_CALL void swift_task_cancel(void *task);

static _Thread_local struct weir_taker current;

static SWIFT_CALL void take(void *job, enqueue original) {
  if (current.take != NULL) {
    current.take(current.context, job);
  } else {
    original(job);
  }
}

bool weir_can_take_jobs(void) {
  return &swift_task_enqueueGlobal_hook != NULL && &swift_job_run != NULL
      && swift_task_enqueueGlobal_hook == take;
}

/// Before any thread has been started. Another user of the hook keeps it.
__attribute__((constructor)) static void install(void) {
  if (&swift_task_enqueueGlobal_hook != NULL && swift_task_enqueueGlobal_hook == NULL) {
    swift_task_enqueueGlobal_hook = take;
  }
}

struct weir_taker weir_set_taker(struct weir_taker taker) {
  struct weir_taker before = current;
  current = taker;
  return before;
}

void weir_run_job(void *job) { swift_job_run(job, NULL, 0); }

void *weir_current_task(void) { return swift_task_getCurrent(); }

bool weir_is_cancelled(void *task) { return swift_task_isCancelled(task); }

void weir_cancel(void *task) { swift_task_cancel(task); }
