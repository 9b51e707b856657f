import Testing

/// The tests that run ncurses: one after the other, since it has one state for the whole process.
@Suite(.serialized) enum CursesTests {}
