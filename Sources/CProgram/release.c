#include "release.h"

const char *waymark_release(void) { return WAYMARK_RELEASE; }

const char *waymark_repository(void) { return WAYMARK_REPOSITORY; }
