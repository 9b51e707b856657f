#pragma once

#include <stdbool.h>

/// Takes a job that the Swift runtime is asked to enqueue on its global executor.
typedef void (*weir_take_job)(void *_Nonnull context, void *_Nonnull job);

/// Whether the runtime lets jobs be taken.
bool weir_can_take_jobs(void);

/// Who takes the jobs that the current thread enqueues.
struct weir_taker {
  /// NULL leaves them to the runtime.
  weir_take_job _Nullable take;
  void *_Nullable context;
};

/// Sets who takes the jobs of the current thread, and returns who took them before.
struct weir_taker weir_set_taker(struct weir_taker taker);

/// The task that runs on the current thread; NULL outside of any. It is not retained.
void *_Nullable weir_current_task(void);

/// Whether a task is cancelled.
bool weir_is_cancelled(void *_Nonnull task);

/// Cancels a task.
void weir_cancel(void *_Nonnull task);

/// Runs a job on the current thread, as the global executor does.
void weir_run_job(void *_Nonnull job);
