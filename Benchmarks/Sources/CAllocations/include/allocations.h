#ifndef ALLOCATIONS_H
#define ALLOCATIONS_H

// How many blocks of memory this process has asked for so far; 0 where that cannot be counted.
long allocations_so_far(void);

#endif
