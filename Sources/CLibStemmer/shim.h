// Snowball's stemmers, as Debian's libstemmer-dev and Homebrew's snowball install them.
#include <libstemmer.h>
