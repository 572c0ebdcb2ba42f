#include "name_raw.h"

void name_raw_add(struct name_raw *raw, const char *options)
{
	if (options[0] == 0)
		return;
	struct name_raw grown = { .count = 0 };
	const char *option = options;
	for (;;) {
		size_t length = strcspn(option, "|");
		for (uint32_t i = 0; i < raw->count && grown.count < NAME_VARIANTS_MAX; i++) {
			char *text = grown.text[grown.count];
			uint32_t used = raw->length[i];
			memcpy(text, raw->text[i], used);
			for (size_t k = 0; k < length && used < NAME_RAW_MAX; k++)
				if (option[k] != '-')
					text[used++] = option[k];
			text[used] = 0;
			grown.length[grown.count++] = used;
		}
		if (option[length] == 0)
			break;
		option += length + 1;
	}
	*raw = grown;
}
