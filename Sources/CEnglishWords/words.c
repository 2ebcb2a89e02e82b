#include "CEnglishWords.h"

static const unsigned char words[] = {
#embed "words.txt"
};

const unsigned char *waymark_english_words_bytes(void) { return words; }

size_t waymark_english_words_size(void) { return sizeof words; }
