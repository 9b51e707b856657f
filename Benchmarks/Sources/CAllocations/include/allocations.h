#ifndef ALLOCATIONS_H
#define ALLOCATIONS_H

// How many blocks of memory this process has allocated so far; 0 if that cannot be counted.
long allocations_so_far(void);

// How many bytes are in the blocks that this process has allocated and not freed; 0 if that cannot
// be counted.
long bytes_in_use(void);

#endif
