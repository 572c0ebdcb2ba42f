/* The search for the record that ends the process, as a row of owners that end in one way or another. */
#include "kafka_trial.h"

#include "check_that.h"

static const struct coordinates bad = { { (const uint8_t *)"wire.articles", 13 }, 2, 41 };
static const struct coordinates good = { { (const uint8_t *)"wire.articles", 13 }, 1, 7 };

/* The next owner reads what the last one left. */
static void next_owner(struct kafka_trial *trial, const char *note, char *ret_note)
{
	kafka_trial_begin(trial, note);
	kafka_trial_note(trial, "instance", ret_note, 640);
}

static void commit(struct kafka_trial *trial, char *ret_note)
{
	kafka_trial_committed(trial, false);
	kafka_trial_note(trial, "instance", ret_note, 640);
}

static void test_crashes_find_the_culprit(void)
{
	struct kafka_trial trial;
	char note[640] = "";
	next_owner(&trial, note, note);
	commit(&trial, note);
	for (int crash = 1; crash < TRIAL_ALONE_STARTS; crash++) {
		next_owner(&trial, note, note);
		CHECK_THAT(trial.care == (crash < TRIAL_STARTS_MAX ? TRIAL_NO_CARE : TRIAL_IN_CHILD));
		CHECK_THAT(kafka_trial_records(&trial, 1000) == (crash < TRIAL_STARTS_MAX ? 1000 : TRIAL_BATCH_RECORDS));
		CHECK_THAT(kafka_trial_records(&trial, 10) == 10);
	}
	for (int alone = 0; alone < TRIAL_ALONE_MAX; alone++) {
		next_owner(&trial, note, note);
		CHECK_THAT(trial.care == TRIAL_ALONE && kafka_trial_records(&trial, 1000) == 1);
		/* Another partition's record comes first: it is not taken for the culprit, and the culprit is not forgotten. */
		CHECK_THAT(!kafka_trial_take(&trial, &good));
		commit(&trial, note);
		CHECK_THAT(!kafka_trial_take(&trial, &bad));
		kafka_trial_note(&trial, "instance", note, sizeof note);
	}
	next_owner(&trial, note, note);
	CHECK_THAT(!kafka_trial_take(&trial, &good));
	commit(&trial, note);
	CHECK_THAT(kafka_trial_take(&trial, &bad));
	commit(&trial, note);
	CHECK_THAT(strstr(note, "suspect") == NULL);
	CHECK_THAT(trial.care == TRIAL_IN_CHILD);
	CHECK_THAT(!kafka_trial_take(&trial, &bad));
}

static void test_good_ends_are_no_crashes(void)
{
	struct kafka_trial trial;
	char note[640] = "";
	for (int i = 0; i < 10; i++) {
		next_owner(&trial, note, note);
		CHECK_THAT(trial.care == TRIAL_NO_CARE);
		kafka_trial_end(&trial);
		CHECK_THAT(!kafka_trial_note(&trial, "instance", note, sizeof note));
		CHECK_THAT(strcmp(note, "instance") == 0);
	}
	for (int i = 0; i < 10; i++) {
		next_owner(&trial, note, note);
		CHECK_THAT(trial.care == TRIAL_NO_CARE);
		commit(&trial, note);
		kafka_trial_end(&trial);
		kafka_trial_note(&trial, "instance", note, sizeof note);
	}
}

static void test_a_trial_ends(void)
{
	struct kafka_trial trial;
	char note[640];
	kafka_trial_begin(&trial, "instance starts=3 suspect=1:2:41:wire.articles");
	CHECK_THAT(trial.care == TRIAL_ALONE);
	kafka_trial_take(&trial, &good);
	commit(&trial, note);
	CHECK_THAT(trial.care == TRIAL_ALONE);
	CHECK_THAT(strstr(note, "suspect=1:2:41:wire.articles") != NULL);
	kafka_trial_committed(&trial, true);
	kafka_trial_note(&trial, "instance", note, sizeof note);
	CHECK_THAT(trial.care == TRIAL_NO_CARE && strcmp(note, "instance starts=1") == 0);
}

/* A note that somebody else wrote, or an older release, says nothing. */
static void test_foreign_notes(void)
{
	static const char *const notes[] = { "", "instance", "instance starts=", "instance try=", "instance try=1:", "instance try=1:2:",
		                             "instance suspect=9:1", "instance suspect=x:1:2:t", " try= suspect= starts=" };
	for (size_t i = 0; i < sizeof notes / sizeof notes[0]; i++) {
		struct kafka_trial trial;
		kafka_trial_begin(&trial, notes[i]);
		CHECK_THAT(trial.care == TRIAL_NO_CARE || !kafka_trial_take(&trial, &good));
	}
}

int main(void)
{
	test_crashes_find_the_culprit();
	test_good_ends_are_no_crashes();
	test_a_trial_ends();
	test_foreign_notes();
	return check_that_result();
}
