// Counts blocks and bytes of memory by replacing the C library's own functions.
#include "allocations.h"

#include <stdatomic.h>
#include <stddef.h>

static atomic_long allocations = 0;
static atomic_long bytes = 0;

long allocations_so_far(void) { return atomic_load_explicit(&allocations, memory_order_relaxed); }

long bytes_in_use(void) { return atomic_load_explicit(&bytes, memory_order_relaxed); }

#ifdef __GLIBC__
#include <errno.h>
#include <malloc.h>

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);
extern void __libc_free(void *);

static void *count(void *block) {
    atomic_fetch_add_explicit(&allocations, 1, memory_order_relaxed);
    atomic_fetch_add_explicit(&bytes, (long)malloc_usable_size(block), memory_order_relaxed);
    return block;
}

static void discount(void *block) {
    atomic_fetch_sub_explicit(&bytes, (long)malloc_usable_size(block), memory_order_relaxed);
}

void *malloc(size_t size) { return count(__libc_malloc(size)); }

void *calloc(size_t number, size_t size) { return count(__libc_calloc(number, size)); }

void *realloc(void *block, size_t size) {
    discount(block);
    return count(__libc_realloc(block, size));
}

void *memalign(size_t alignment, size_t size) { return count(__libc_memalign(alignment, size)); }

void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

int posix_memalign(void **block, size_t alignment, size_t size) {
    *block = memalign(alignment, size);
    return *block ? 0 : ENOMEM;
}

void free(void *block) {
    discount(block);
    __libc_free(block);
}
#endif
