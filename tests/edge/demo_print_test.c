/* What the demo folds of the published topics, and how it shows it. */
#include "demo_print.h"

#include "check.h"
#include "check_that.h"
#include "display_text.h"

static enum status take(struct demo_fold *fold, enum topic topic, const char *key, const char *value)
{
	struct output_message message = { .topic = topic, .key = bytes_of_string(key),
		                          .value = value == NULL ? (struct bytes){ NULL, 0 } : bytes_of_string(value) };
	return demo_fold_take(fold, &message);
}

#define MEMBER(uri, source, language, origin) \
	"{\"uri\":\"" uri "\",\"version\":1,\"source\":\"" source "\",\"language\":\"" language "\",\"origin\":\"" origin "\"}"

static const char ferry[] =
	"{\"story_id\":\"a1\",\"status\":\"open\",\"first\":\"2025-03-11T01:30:00.000Z\",\"last\":\"2025-03-11T09:05:00.000Z\","
	"\"members_total\":5,\"origins\":3,\"languages\":{\"ar\":1,\"en\":4},\"headlines\":{\"ar\":\"غرق عبارة\",\"en\":\"Ferry sinks\"},"
	"\"members\":[" MEMBER("u1", "Northwire", "en", "o1") "," MEMBER("u2", "Harbour Post", "en", "o1") "," MEMBER("u3", "Strait Times", "en", "o2")
	"," MEMBER("u4", "Strait Times", "en", "o4") "," MEMBER("u5", "المشرق برس", "ar", "o3") "]}";

static const char alone[] =
	"{\"story_id\":\"b2\",\"status\":\"open\",\"members_total\":1,\"origins\":1,\"languages\":{\"pl\":1},\"headlines\":{\"pl\":\"Kredyty\"},"
	"\"members\":[" MEMBER("u9", "Kurier", "pl", "o9") "]}";

#define STEP(id, action, severity, published, value, raw, sentence)                                                                 \
	"{\"discrepancy_id\":\"" id "\",\"story_id\":\"a1\",\"action\":\"" action "\",\"type\":\"figure\",\"verdict\":\"unresolved\","   \
	"\"severity\":\"" severity "\",\"slot\":\"dead\",\"articles\":2,\"origins\":2,\"reasons\":[\"why\"],\"assertions\":["            \
	"{\"source\":\"Late\",\"language\":\"en\",\"value\":4200000000,\"raw\":\"4.2 billion\",\"published\":\"2025-03-12T00:00:00.000Z\"," \
	"\"sentence\":\"It is 4.2 billion now.\"},{\"source\":\"Early\",\"language\":\"en\",\"published\":\"" published "\","             \
	"\"value\":" value ",\"raw\":\"" raw "\",\"sentence\":\"" sentence "\"}]}"

static void fold_all(struct demo_fold *fold)
{
	demo_fold_init(fold);
	CHECK_THAT(take(fold, TOPIC_STORIES, "a1", "{\"story_id\":\"a1\",\"members_total\":0}") == STATUS_OK);
	CHECK_THAT(take(fold, TOPIC_STORIES, "a1", ferry) == STATUS_OK);
	CHECK_THAT(take(fold, TOPIC_STORIES, "b2", alone) == STATUS_OK);
	CHECK_THAT(take(fold, TOPIC_STORIES, "c3", alone) == STATUS_OK);
	CHECK_THAT(take(fold, TOPIC_STORIES, "c3", NULL) == STATUS_OK);
	CHECK_THAT(take(fold, TOPIC_STORY_EVENTS, "a1", "{\"action\":\"opened\"}") == STATUS_OK);
	CHECK_THAT(take(fold, TOPIC_STORY_EVENTS, "a1", "{\"action\":\"merged\"}") == STATUS_OK);
	CHECK_THAT(take(fold, TOPIC_STORY_EVENTS, "u8", "{\"action\":\"held\",\"why\":\"embargo\",\"uri\":\"urn:x\",\"version\":3}") == STATUS_OK);
	CHECK_THAT(take(fold, TOPIC_DISCREPANCIES, "a1", STEP("d1", "opened", "info", "2025-03-11T00:00:00.000Z", "1", "one", "At first one.")) == STATUS_OK);
	CHECK_THAT(take(fold, TOPIC_DISCREPANCIES, "a1",
	                STEP("d1", "updated", "notice", "2025-03-11T00:00:00.000Z",
	                     "{\"low\":31,\"high\":null,\"exact\":31,\"bound\":\"at_least\"}", "at least 31",
	                     "A long sentence that goes on and on before it says that at least 31 people were in it, and on and on behind it "
	                     "too.")) == STATUS_OK);
	CHECK_THAT(take(fold, TOPIC_DISCREPANCIES, "a1", STEP("d2", "opened", "alert", "2025-03-11T00:00:00.000Z",
	                "{\"low\":200,\"high\":999,\"exact\":null,\"bound\":\"vague\"}", "مئات", "وإصابة مئات بجروح")) == STATUS_OK);
	CHECK_THAT(take(fold, TOPIC_DISCREPANCIES, "a1", STEP("d3", "resolved", "alert", "2025-03-11T00:00:00.000Z", "7", "seven", "seven")) == STATUS_OK);
	CHECK_THAT(take(fold, TOPIC_STORIES, "a1", "not JSON") == STATUS_BAD_INPUT);
	CHECK_THAT(take(fold, TOPIC_DISCREPANCIES, "a1", "{}") == STATUS_BAD_INPUT);
	CHECK_THAT(take(fold, TOPIC_DEADLETTER, "k", "x") == STATUS_BAD_INPUT);
}

static void keeps_the_last_of_each(const struct demo_fold *fold)
{
	json_t *open = demo_fold_discrepancies(fold, "a1");
	CHECK_THAT(json_object_size(fold->stories) == 2 && fold->receipts == 2 && json_array_size(fold->set_aside) == 1);
	CHECK_THAT(json_array_size(open) == 2);
	CHECK_THAT(strcmp(json_string_value(json_object_get(json_array_get(open, 0), "discrepancy_id")), "d2") == 0);
	CHECK_THAT(demo_fold_count(fold, SEVERITY_ALERT) == 1 && demo_fold_count(fold, SEVERITY_NOTICE) == 1 && demo_fold_count(fold, SEVERITY_INFO) == 0);
	json_decref(open);
}

static char output[16384];

static bool shows(const char *words)
{
	if (strstr(output, words) != NULL)
		return true;
	fprintf(stderr, "not shown: %s\n", words);
	return false;
}

static void print(const struct demo_fold *fold, bool terminal)
{
	FILE *out = fmemopen(output, sizeof output, "w");
	CHECK(out != NULL);
	struct demo_print print = { out, terminal };
	demo_print_all(&print, fold);
	fputc(0, out);
	CHECK(fclose(out) == 0);
}

static void shows_who_says_what(const struct demo_fold *fold)
{
	print(fold, false);
	CHECK_THAT(shows(" 1  Ferry sinks\n"));
	CHECK_THAT(shows("5 articles, 2 languages, 3 independent origins; 2025-03-11 01:30 to 09:05 UTC"));
	CHECK_THAT(shows("    en Northwire (also in Harbour Post), Strait Times ×2\n"));
	CHECK_THAT(shows("ALERT  dead: figure, unresolved; 2 articles, 2 origins; why\n"));
	CHECK_THAT(shows("≥ 31  en Early") && shows("200–999  en Early") && shows("4,200,000,000  en Late"));
	CHECK_THAT(shows("«at least 31»") && shows("It is «4.2 billion» now.\n") && shows("وإصابة «مئات» بجروح"));
	CHECK_THAT(shows("    pl Kurier") && shows("Kredyty\n") && shows("held") && shows("urn:x, version 3: embargo\n"));
	/* Who published first comes first. */
	CHECK_THAT(strstr(output, "Early") < strstr(output, "Late"));
	CHECK_THAT(strchr(output, 033) == NULL && strstr(output, "\u2068") == NULL);
}

static void no_line_is_too_long(void)
{
	for (const char *line = output; *line != 0;) {
		size_t length = strcspn(line, "\n");
		if (!CHECK_THAT(display_width(bytes_of(line, length)) <= 100) || !CHECK_THAT(length == 0 || line[length - 1] != ' '))
			fprintf(stderr, "%.*s\n", (int)length, line);
		line += length + (line[length] == '\n');
	}
}

/* Every mark of direction is closed on its own line. */
static void a_terminal_gets_marks_of_direction(const struct demo_fold *fold)
{
	int open = 0;
	print(fold, true);
	CHECK_THAT(shows("\033[") && shows("\u2068المشرق برس\u2069"));
	for (const char *at = output; *at != 0; at++) {
		open += strncmp(at, "\u2068", 3) == 0;
		open -= strncmp(at, "\u2069", 3) == 0;
		CHECK_THAT(*at != '\n' || open == 0);
	}
}

int main(void)
{
	struct demo_fold fold;
	fold_all(&fold);
	keeps_the_last_of_each(&fold);
	shows_who_says_what(&fold);
	no_line_is_too_long();
	a_terminal_gets_marks_of_direction(&fold);
	demo_fold_free(&fold);
	return check_that_result();
}
