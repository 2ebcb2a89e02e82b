#include "CEnglishWords.h"

// A part of C23, which Clang has in every version of C.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char words[] = {
#embed "words.txt"
};

const unsigned char *waymark_english_words_bytes(void) { return words; }

size_t waymark_english_words_size(void) { return sizeof words; }
