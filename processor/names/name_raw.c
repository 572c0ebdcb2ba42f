#include "name_raw.h"

static void append(struct name_raw *raw, uint32_t alternative, const char *sounds, size_t count)
{
	uint32_t used = raw->length[alternative];
	for (size_t i = 0; i < count && used < NAME_RAW_MAX; i++)
		if (sounds[i] != '-')
			raw->text[alternative][used++] = sounds[i];
	raw->text[alternative][used] = 0;
	raw->length[alternative] = used;
}

void name_raw_add(struct name_raw *raw, const char *options)
{
	if (options[0] == 0)
		return;
	if (options[1] == 0) { /* most letters have one sound */
		for (uint32_t i = 0; i < raw->count; i++)
			append(raw, i, options, 1);
		return;
	}
	if (strchr(options, '|') == NULL) {
		size_t count = strlen(options);
		for (uint32_t i = 0; i < raw->count; i++)
			append(raw, i, options, count);
		return;
	}
	struct name_raw grown;
	grown.count = 0;
	const char *option = options;
	for (;;) {
		size_t length = strcspn(option, "|");
		for (uint32_t i = 0; i < raw->count && grown.count < NAME_VARIANTS_MAX; i++) {
			uint32_t at = grown.count++;
			memcpy(grown.text[at], raw->text[i], raw->length[i]);
			grown.length[at] = raw->length[i];
			append(&grown, at, option, length);
		}
		if (option[length] == 0)
			break;
		option += length + 1;
	}
	*raw = grown;
}
