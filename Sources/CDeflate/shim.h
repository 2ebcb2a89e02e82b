// libdeflate, as Debian's libdeflate-dev and Homebrew's libdeflate have it.
#include <libdeflate.h>
