// cmark-gfm and its extensions, as the Debian packages libcmark-gfm-dev and
// libcmark-gfm-extensions-dev and Homebrew's cmark-gfm install them.
#include <cmark-gfm.h>
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
