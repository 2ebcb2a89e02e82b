#include "memory.h"

#include <unistd.h>

#ifdef __GLIBC__
#include <malloc.h>
void waymark_limit_arenas(void) { mallopt(M_ARENA_MAX, (int)sysconf(_SC_NPROCESSORS_ONLN)); }
#else
void waymark_limit_arenas(void) {}
#endif
