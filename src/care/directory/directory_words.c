/* directory_words.c - the names behind directory_words.h. */
#include "care/directory/directory_words.h"

CODE_NAMES(directory_source, DIRECTORY_SOURCE_TABLE)
CODE_NAMES(directory_list, DIRECTORY_LIST_TABLE)
CODE_NAMES(directory_place, DIRECTORY_PLACE_TABLE)
