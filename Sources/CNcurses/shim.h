// What Swift cannot see in the C headers of ncurses and the system, or refuses to use: macros,
// global variables, unions. There is no state here: a `static` variable would exist once per object
// file.

#ifndef WEIR_CNCURSES_SHIM_H
#define WEIR_CNCURSES_SHIM_H

#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <term.h>

#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

// The headers declare this only with _GNU_SOURCE, which would change a type that Swift has imported
// before.
int wcwidth(wchar_t character);
#ifdef __linux__
int memfd_create(const char *name, unsigned int flags);
#endif

// The window and the colours.

static inline WINDOW *weir_window(void) { return stdscr; }
static inline int weir_color_count(void) { return COLORS; }
static inline int weir_pair_count(void) { return COLOR_PAIRS; }

static inline attr_t weir_attribute_bold(void) { return A_BOLD; }
static inline attr_t weir_attribute_dim(void) { return A_DIM; }
static inline attr_t weir_attribute_underline(void) { return A_UNDERLINE; }
static inline attr_t weir_attribute_reverse(void) { return A_REVERSE; }

// Fills a cell; the pair is passed twice, because it does not fit into the short of X/Open.
static inline int weir_set_cell(cchar_t *cell, const wchar_t *text, attr_t attributes, int pair) {
    short narrow = pair > 32767 ? 32767 : (short)pair;
    return setcchar(cell, text, attributes, narrow, &pair);
}

static inline int weir_write_cells(int row, int column, const cchar_t *cells, int count) {
    return mvwadd_wchnstr(stdscr, row, column, cells, count);
}

static inline void weir_repaint_at_next_update(void) {
    clearok(curscr, TRUE);
}

// The terminal's description.

typedef enum __attribute__((enum_extensibility(closed))) {
    WeirTerminalLookupKnown,
    WeirTerminalLookupUnknown,
    WeirTerminalLookupNoDatabase
} WeirTerminalLookup;

// Loads a description, without the exit and the message that a null pointer for the error would
// cause.
//
// ncurses gets the size from the terminal itself: not from LINES and COLUMNS, which it would read
// again at every return to the screen.
static inline WeirTerminalLookup weir_load_terminal(const char *name, int descriptor) {
    int result = -1;
    use_env(FALSE);
    if (setupterm(name, descriptor, &result) == OK) return WeirTerminalLookupKnown;
    return result < 0 ? WeirTerminalLookupNoDatabase : WeirTerminalLookupUnknown;
}

// Keys are read elsewhere: ncurses gets standard input only because it requires something.
//
// The environment must not set the size, but without a size, as on the Linux console, ncurses would
// not start: it falls back to 24 by 80 only if it may ask the system.
static inline SCREEN *weir_start(const char *name, FILE *output) {
    use_env(FALSE);
    use_tioctl(TRUE);
    return newterm(name, output, stdin);
}

// A capability's text, or null if the terminal has none or the name is not a text capability.
static inline const char *weir_text_capability(const char *name) {
    const char *text = tigetstr(name);
    return text == (const char *)-1 ? NULL : text;
}

static inline const char *weir_boolean_name(int index) { return boolnames[index]; }
static inline const char *weir_number_name(int index) { return numnames[index]; }
static inline const char *weir_text_name(int index) { return strnames[index]; }

// The system.

static inline const char *weir_codeset(void) { return nl_langinfo(CODESET); }

// An empty file that has no name and disappears when it is closed.
static inline FILE *weir_memory_file(void) {
#ifdef __linux__
    int descriptor = memfd_create("weir-screen", 1 /* MFD_CLOEXEC */);
    return descriptor < 0 ? tmpfile() : fdopen(descriptor, "w+");
#else
    return tmpfile();
#endif
}

// The size that the terminal reports; zeros if it reports none.
static inline struct winsize weir_window_size(int descriptor) {
    struct winsize size;
    memset(&size, 0, sizeof size);
    ioctl(descriptor, TIOCGWINSZ, &size);
    return size;
}

typedef void (*weir_signal_action)(int, siginfo_t *, void *);

// Catches a signal; system calls that it interrupts continue, and `former` gets the old action.
static inline int weir_catch(int signal, weir_signal_action action, struct sigaction *former) {
    struct sigaction wanted;
    memset(&wanted, 0, sizeof wanted);
    wanted.sa_sigaction = action;
    wanted.sa_flags = SA_SIGINFO | SA_RESTART | SA_ONSTACK;
    sigemptyset(&wanted.sa_mask);
    return sigaction(signal, &wanted, former);
}

static inline bool weir_was_ignored(const struct sigaction *former) {
    return former->sa_handler == SIG_IGN;
}

// Gives a signal its default action, or none at all.
static inline void weir_reset_signal(int number) { signal(number, SIG_DFL); }
static inline void weir_ignore_signal(int number) { signal(number, SIG_IGN); }

// Sends a signal to this thread, even if it is blocked, as in the threads of Dispatch.
static inline void weir_raise_unblocked(int number) {
    sigset_t wanted, former;
    sigemptyset(&wanted);
    sigaddset(&wanted, number);
    pthread_sigmask(SIG_UNBLOCK, &wanted, &former);
    raise(number);
    pthread_sigmask(SIG_SETMASK, &former, NULL);
}

// Installs a stack for signals in this thread, and returns its memory; null if there is one
// already, or no memory.
static inline void *weir_lend_stack(size_t size) {
    stack_t stack;
    if (sigaltstack(NULL, &stack) != 0 || !(stack.ss_flags & SS_DISABLE)) return NULL;
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) return NULL;
    memset(&stack, 0, sizeof stack);
    stack.ss_sp = memory;
    stack.ss_size = size;
    if (sigaltstack(&stack, NULL) == 0) return memory;
    munmap(memory, size);
    return NULL;
}

static inline void weir_return_stack(void *memory, size_t size) {
    stack_t none;
    memset(&none, 0, sizeof none);
    none.ss_flags = SS_DISABLE;
    sigaltstack(&none, NULL);
    munmap(memory, size);
}

// The real-time signals that a program may use; an empty range if the system has none.
static inline int weir_first_real_time_signal(void) {
#ifdef SIGRTMIN
    return SIGRTMIN;
#else
    return 1;
#endif
}
static inline int weir_last_real_time_signal(void) {
#ifdef SIGRTMAX
    return SIGRTMAX;
#else
    return 0;
#endif
}

// Whether a signal came from a process (`kill`, `raise`, `abort`) and not from a faulting
// instruction.
static inline bool weir_was_sent(const siginfo_t *information) { return information->si_code <= 0; }

#endif
