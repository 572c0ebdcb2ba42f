/* What `parallax explain --pair` prints of two articles, and that it says which one it has not found. */
#include "explain_pair.h"

#include <stdlib.h>

#include "check.h"
#include "check_that.h"
#include "cpu.h"
#include "decode.h"
#include "record_codec.h"

static struct arena arena;
static const struct kernel *kernel;
static struct story_state *state;
static struct story_outcome outcome;

static void take(struct explain_pair *pair, const char *json)
{
	struct article article;
	struct sketch_trace trace;
	struct sketch_record record;
	const char *reason;
	CHECK(decode_article(bytes_of_string(json), &arena, &article, &reason) == STATUS_OK);
	sketch_article(&article, kernel, 0, &arena, &trace, &record);
	story_outcome_clear(&outcome);
	story_state_apply(state, &record, record_encode(&record, &arena), &arena, &outcome);
	explain_pair_note(pair, &trace, &record, &outcome);
}

static char *printed(struct explain_pair *pair, bool *ret_complete)
{
	char *text = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&text, &length);
	CHECK(out != NULL);
	*ret_complete = explain_pair_print(pair, state, out);
	fclose(out);
	return text;
}

#define ARTICLE(uri, version, language, headline, body) \
	"{\"uri\":\"" uri "\",\"version\":\"" version "\",\"language\":\"" language "\",\"infosources\":[{\"name\":\"North\"}]," \
	"\"headlines\":[{\"value\":\"" headline "\"}],\"bodies\":[{\"contenttype\":\"text/plain\",\"value\":\"" body "\"}]}"

int main(void)
{
	static const struct story_settings settings = { .window = 7 * CLOCK_DAY, .keep = 7 * CLOCK_DAY };
	struct explain_pair pair;
	bool complete;
	arena_init(&arena, 1 << 20);
	CHECK(kernel_select(cpu_features(), "scalar", &kernel) == STATUS_OK);
	state = story_state_new(&settings, kernel);
	story_state_advance(state, 0, &arena, &outcome);
	explain_pair_begin(&pair, "urn:a", "urn:b");
	take(&pair, ARTICLE("urn:a", "1", "en", "Nothing of this version", "An old text about Quillan Farber."));
	take(&pair, ARTICLE("urn:a", "2", "en", "Ferry Ardmore sinks off Morvena", "14 people were killed, Captain Fergus Maclure said in Kinlochard."));
	char *text = printed(&pair, &complete);
	CHECK_THAT(!complete && text[0] == 0);
	free(text);

	take(&pair, ARTICLE("urn:b", "1", "ru", "Паром Ардмор затонул у Морвены", "14 человек погибли, сказал капитан Фергус Маклур в Кинлохарде."));
	text = printed(&pair, &complete);
	CHECK_THAT(complete);
	CHECK_THAT(strstr(text, "A  urn:a  version 2  en  source North\n   Ferry Ardmore sinks off Morvena\n   opened story ") != NULL);
	CHECK_THAT(strstr(text, "B  urn:b  version 1  ru  source North") != NULL && strstr(text, "They are in one story.") != NULL);
	CHECK_THAT(strstr(text, "figure   14 ") != NULL && strstr(text, "Maclure") != NULL && strstr(text, "Маклур") != NULL);
	CHECK_THAT(strstr(text, "Text      Jaccard 0.000") != NULL && strstr(text, "words count within one language only") != NULL);
	CHECK_THAT(strstr(text, "Quillan") == NULL);
	double a, b;
	const char *score = strstr(text, "Score ");
	CHECK_THAT(score != NULL && sscanf(score, "Score %lf for A joining B alone, %lf", &a, &b) == 2 && a > 0.16 && b > 0.16);
	free(text);
	explain_pair_free(&pair);
	story_state_free(state);
	story_outcome_free(&outcome);
	arena_free(&arena);
	return check_that_result();
}
