// Counts allocated blocks by replacing the C library's own functions.
#include "allocations.h"

#include <stdatomic.h>
#include <stddef.h>

static atomic_long allocations = 0;

long allocations_so_far(void) { return atomic_load_explicit(&allocations, memory_order_relaxed); }

#ifdef __GLIBC__
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);

static void count(void) { atomic_fetch_add_explicit(&allocations, 1, memory_order_relaxed); }

void *malloc(size_t size) {
    count();
    return __libc_malloc(size);
}

void *calloc(size_t number, size_t size) {
    count();
    return __libc_calloc(number, size);
}

void *realloc(void *block, size_t size) {
    count();
    return __libc_realloc(block, size);
}
#endif
