#ifndef WAYMARK_ENGLISH_WORDS_H
#define WAYMARK_ENGLISH_WORDS_H

#include <stddef.h>

/// Common English words of four letters and more, each with a line end behind it, sorted by their bytes.
const unsigned char *waymark_english_words_bytes(void);

/// The number of bytes.
size_t waymark_english_words_size(void);

#endif
