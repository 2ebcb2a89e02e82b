// zlib, as Debian's zlib1g-dev and every macOS SDK have it.
#include <zlib.h>

// deflateInit2 and inflateInit2 are macros, which Swift cannot call.
static inline int waymark_deflate_init(z_stream *stream, int level) {
  return deflateInit2(stream, level, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY);
}

static inline int waymark_inflate_init(z_stream *stream) {
  return inflateInit2(stream, 15 + 16);
}
