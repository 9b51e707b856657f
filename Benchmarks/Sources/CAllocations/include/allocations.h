#ifndef ALLOCATIONS_H
#define ALLOCATIONS_H

// How many blocks of memory this process has allocated so far; 0 if that cannot be counted.
long allocations_so_far(void);

#endif
