/* subject_keys.h: keys from what the wire itself attached: places, people, subjects. Pure. */
#ifndef PARALLAX_NAMES_SUBJECT_KEYS_H
#define PARALLAX_NAMES_SUBJECT_KEYS_H

#include "article.h"
#include "keys.h"

/* Places and subjects by their code, which means the same in every language of one wire; places besides by their name,
 * as a name of the text would count. */
void subject_keys_add(const struct article *article, unsigned language, struct key_set *set);

#endif
