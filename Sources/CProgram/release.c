#include "release.h"

const char *waymark_release(void) { return WAYMARK_RELEASE; }

const char *waymark_action(void) { return WAYMARK_ACTION; }
