#ifndef WAYMARK_ARGUMENTS_H
#define WAYMARK_ARGUMENTS_H

// The arguments of the process, the name of the program among them. Swift reads them from /proc, which a bare root, such
// as that of a sandbox, may lack; there it finds none, and every command would do nothing.

/// The number of arguments; 0 where the C library does not tell.
int waymark_argument_count(void);

/// An argument by its position.
const char *waymark_argument(int position);

#endif
