/* Items per second of a bare event loop.
 *
 * 4 producers, a queue of 16, 4 consumers, exponential times: a binary heap of (time, ticket,
 * task), a ring for the queue, and waiting tasks in a ring on either side. Tasks are numbers and
 * states, not coroutines: this is the cost of the work itself, and no engine can be much faster. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { PRODUCERS = 4, CONSUMERS = 4, TASKS = PRODUCERS + CONSUMERS, CAPACITY = 16 };

struct timer {
    double time;
    uint64_t ticket;
    int task;
};

static struct timer heap[TASKS];
static int timers;
static uint64_t tickets;

static int earlier(const struct timer *a, const struct timer *b) {
    return a->time < b->time || (a->time == b->time && a->ticket < b->ticket);
}

static void push(double time, int task) {
    struct timer timer = {time, tickets++, task};
    int place = timers++;
    while (place > 0 && earlier(&timer, &heap[(place - 1) / 2])) {
        heap[place] = heap[(place - 1) / 2];
        place = (place - 1) / 2;
    }
    heap[place] = timer;
}

static struct timer pop(void) {
    struct timer first = heap[0], last = heap[--timers];
    int place = 0;
    for (int child = 1; child < timers; child = 2 * place + 1) {
        if (child + 1 < timers && earlier(&heap[child + 1], &heap[child])) child++;
        if (!earlier(&heap[child], &last)) break;
        heap[place] = heap[child];
        place = child;
    }
    heap[place] = last;
    return first;
}

/* First in, first out; none ever holds more than 16. */
struct ring {
    int values[CAPACITY];
    unsigned head, count;
};

static void append(struct ring *ring, int value) {
    ring->values[(ring->head + ring->count++) % CAPACITY] = value;
}

static int take(struct ring *ring) {
    int value = ring->values[ring->head++ % CAPACITY];
    ring->count--;
    return value;
}

static struct ring queue, blocked, idle;
static uint64_t luck[TASKS];
static long share[PRODUCERS], consumed;

static double draw(int task, double mean) {
    uint64_t mixed = (luck[task] += 0x9e3779b97f4a7c15);
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
    mixed ^= mixed >> 31;
    return -log(((double)(mixed >> 11) + 0.5) * 0x1p-53) * mean;
}

static void produce_next(double now, int producer) {
    if (share[producer]-- > 0) push(now + draw(producer, 1.0), producer);
}

static void consume(double now, int consumer) {
    push(now + draw(consumer, 0.9), consumer);
}

/* A producer has an item. */
static void put(double now, int producer) {
    if (idle.count > 0) {
        consume(now, take(&idle));
    } else if (queue.count < CAPACITY) {
        append(&queue, producer);
    } else {
        append(&blocked, producer);
        return;
    }
    produce_next(now, producer);
}

/* A consumer wants an item. */
static void get(double now, int consumer) {
    if (queue.count == 0) {
        append(&idle, consumer);
        return;
    }
    take(&queue);
    consume(now, consumer);
    if (blocked.count == 0) return;
    int producer = take(&blocked);
    append(&queue, producer);
    produce_next(now, producer);
}

int main(int count, char **arguments) {
    long items = (count > 1 ? atol(arguments[1]) : 1000000) / PRODUCERS * PRODUCERS;
    struct timespec start, end;
    clock_gettime(CLOCK_MONOTONIC, &start);
    for (int task = 0; task < TASKS; task++) luck[task] = (uint64_t)task * 0x632be59bd9b4e019;
    for (int producer = 0; producer < PRODUCERS; producer++) {
        share[producer] = items / PRODUCERS;
        produce_next(0, producer);
    }
    for (int consumer = PRODUCERS; consumer < TASKS; consumer++) append(&idle, consumer);
    while (timers > 0) {
        struct timer timer = pop();
        if (timer.task < PRODUCERS) {
            put(timer.time, timer.task);
        } else {
            consumed++;
            get(timer.time, timer.task);
        }
    }
    clock_gettime(CLOCK_MONOTONIC, &end);
    double seconds = (end.tv_sec - start.tv_sec) + (end.tv_nsec - start.tv_nsec) / 1e9;
    if (consumed != items) return 1;
    printf("%.1f\n", (double)items / seconds);
    return 0;
}
