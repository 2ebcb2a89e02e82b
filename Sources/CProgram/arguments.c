#include "arguments.h"

// Defines __GLIBC__.
#include <stdlib.h>

static int count;
static char **arguments;

// glibc and macOS call constructors with the arguments of `main`; musl does not.
#if defined(__GLIBC__) || defined(__APPLE__)
__attribute__((constructor)) static void keep(int given, char **values) {
  count = given;
  arguments = values;
}
#endif

int waymark_argument_count(void) { return count; }

const char *waymark_argument(int position) { return arguments[position]; }
