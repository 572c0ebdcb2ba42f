#include "verdict.h"

#include <math.h>

#include "claim_compare.h"
#include "measures.h"
#include "slots.h"

#define ALERT_RATIO 1.1
#define SMALL_NUMBER 10.0
#define CONFIDENCE_MAX 0.95 /* nothing that is read by rules is certain */
#define SINGLE_MANY 3 /* origins */
#define DATE_LOOSE 0.4
#define ALIGNED_SURE 0.8 /* a place alone is less than a word that says what is counted */

static struct claim claim_of(const struct derived_assertion *assertion)
{
	return ledger_article_claim(assertion->article, assertion->claim);
}

static void add_reason(struct derived *derived, const char *reason)
{
	if (derived->reasons_count < DISCREPANCY_REASONS_MAX)
		derived->reasons[derived->reasons_count++] = reason;
}

/* Counts that only rise while an event unfolds. */
static bool is_cumulative(const struct claim *claim)
{
	if (claim->kind != FIGURE_COUNT)
		return false;
	if (claim->cumulative)
		return true;
	switch (claim->counted) {
	case COUNTED_DEAD:
	case COUNTED_INJURED:
	case COUNTED_DETAINED:
	case COUNTED_DISPLACED:
	case COUNTED_EVACUATED:
	case COUNTED_RESCUED:
	case COUNTED_INFECTED:
	case COUNTED_VOTES:
		return true;
	default:
		return false;
	}
}

/* Tuesday and Tuesday evening may be one time; the evening and the morning are two. */
static bool is_one_time(clock_ms a, clock_ms b)
{
	clock_ms early = a < b ? a : b, late = a < b ? b : a;
	return early == late || (early % CLOCK_DAY == 0 && late < early + CLOCK_DAY);
}

static bool stated_at_one_time(const struct derived *derived)
{
	for (uint32_t i = 0; i < derived->assertions_count; i++) {
		struct claim claim = claim_of(&derived->assertions[i]);
		if (claim.as_of_basis != AS_OF_STATED || !is_one_time(claim.as_of, claim_of(&derived->assertions[0]).as_of))
			return false;
	}
	return true;
}

struct course {
	bool rises, falls; /* some later article gives a higher, a lower number */
	bool tied;         /* two different numbers at one time */
	bool returns;      /* a lower number again, as an earlier article gave it */
};

/* How the stated numbers go with the times of publishing. */
static struct course course_of(const struct derived *derived)
{
	struct course course = { false, false, false, false };
	struct claim claims[DERIVED_ASSERTIONS_MAX];
	for (uint32_t i = 0; i < derived->assertions_count; i++)
		claims[i] = claim_of(&derived->assertions[i]);
	for (uint32_t i = 0; i < derived->assertions_count; i++)
		for (uint32_t k = 0; k < derived->assertions_count; k++) {
			const struct claim *before = &claims[i], *after = &claims[k];
			clock_ms early = derived->assertions[i].article->published, late = derived->assertions[k].article->published;
			if (i == k || early > late || before->vague || after->vague || claim_compare(before, after) != CLAIMS_DIFFER)
				continue;
			if (early == late)
				course.tied = true;
			else if (after->exact > before->exact)
				course.rises = true;
			else
				course.falls = true;
		}
	course.returns = course.rises && course.falls;
	return course;
}

static enum discrepancy_verdict verdict_of(struct derived *derived)
{
	if (derived->type == DISCREPANCY_INTRA_DOCUMENT) {
		add_reason(derived, "one text gives both numbers");
		return VERDICT_CONFLICT;
	}
	if (derived->type == DISCREPANCY_VERSION && derived->assertions[1].article->correction)
		add_reason(derived, "the newer version says that it corrects the older");
	if (derived->type == DISCREPANCY_FIGURE && stated_at_one_time(derived)) {
		add_reason(derived, "both texts state the same time for their number");
		return VERDICT_CONFLICT;
	}
	struct course course = course_of(derived);
	struct claim first = claim_of(&derived->assertions[0]);
	bool cumulative = is_cumulative(&first);
	if (!cumulative || course.tied) {
		add_reason(derived, derived->type == DISCREPANCY_VERSION ? "the newer version gives another number"
		                    : course.tied                        ? "published at one time"
		                                                         : "nothing tells which of them holds");
		return VERDICT_UNRESOLVED;
	}
	if (!course.rises && !course.falls) {
		add_reason(derived, "a vague word does not say which way the count went");
		return VERDICT_UNRESOLVED;
	}
	if (course.returns) {
		add_reason(derived, "an earlier number came back after a newer one was out");
		return VERDICT_STALE_BACKGROUND;
	}
	add_reason(derived, course.rises ? "later articles give a higher count" : "later articles give a lower count");
	return course.rises ? VERDICT_UPDATE : VERDICT_DOWNWARD_REVISION;
}

static double largest_ratio(const struct derived *derived)
{
	struct claim claims[DERIVED_ASSERTIONS_MAX];
	double largest = 1.0;
	for (uint32_t i = 0; i < derived->assertions_count; i++) {
		claims[i] = claim_of(&derived->assertions[i]);
		for (uint32_t k = 0; k < i; k++) {
			double ratio = claim_ratio(&claims[k], &claims[i]);
			largest = ratio > largest ? ratio : largest;
		}
	}
	return largest;
}

static enum discrepancy_severity severity_of(const struct derived *derived)
{
	struct claim claim = claim_of(&derived->assertions[0]);
	bool lives = slot_is_of_lives(&claim);
	if (derived->type == DISCREPANCY_VERSION || derived->verdict == VERDICT_UPDATE || derived->verdict == VERDICT_STALE_BACKGROUND)
		return SEVERITY_INFO;
	if (lives && largest_ratio(derived) >= ALERT_RATIO && derived->verdict != VERDICT_DOWNWARD_REVISION)
		return SEVERITY_ALERT;
	return claim.kind == FIGURE_PERCENT || claim.kind == FIGURE_MEASURE ? SEVERITY_INFO : SEVERITY_NOTICE;
}

/* The scale of bench/quality/confidence.py: how alike the contexts are, whether a word names what is counted, how plain the
 * numbers are, how many origins there are. Small numbers count many things, and are the first to be misread. */
static double confidence_of(struct derived *derived, double similarity)
{
	struct claim claim = claim_of(&derived->assertions[0]);
	bool counted = slot_is_counted(&claim), vague = false, small = false;
	double confidence = 0.35 + 0.3 * similarity + (counted ? 0.15 : 0.0);
	for (uint32_t i = 0; i < derived->assertions_count; i++) {
		struct claim other = claim_of(&derived->assertions[i]);
		vague |= other.vague;
		small |= !other.vague && other.exact < SMALL_NUMBER;
	}
	confidence += vague ? 0.0 : 0.1;
	confidence -= small ? 0.15 : 0.0;
	confidence += derived->origins >= 4 ? 0.1 : derived->origins >= 3 ? 0.05 : 0.0;
	add_reason(derived, counted ? "the same thing is counted" : "the same unit");
	if (similarity >= 0.5)
		add_reason(derived, "the same names and places stand around the numbers");
	if (vague)
		add_reason(derived, "one number is a vague word");
	if (small)
		add_reason(derived, "the number is small, and may count something else");
	return confidence < CONFIDENCE_MAX ? confidence : CONFIDENCE_MAX;
}

/* Names that differ are no contradiction yet: two may have acted, or one of two is told wrongly. */
static void give_attribution(struct derived *derived, double similarity)
{
	derived->verdict = VERDICT_UNRESOLVED;
	derived->severity = SEVERITY_INFO;
	derived->confidence = 0.4 + 0.2 * similarity;
	add_reason(derived, "the articles name different authors of the act");
	if (similarity >= 0.5)
		add_reason(derived, "the same names and places stand around the names");
}

/* The more of a story's origins carry it, the surer it is that it belongs there. */
void verdict_give_omission(struct derived *derived, uint32_t origins)
{
	derived->verdict = VERDICT_UNRESOLVED;
	derived->severity = SEVERITY_INFO;
	derived->confidence = 0.3 + 0.5 * derived->origins / origins;
	if (derived->type == DISCREPANCY_SINGLE_SOURCE) {
		derived->confidence = 0.5;
		add_reason(derived, "one origin alone states it");
		return;
	}
	add_reason(derived, 2 * derived->origins > origins ? "most origins of the story state it" : "half of the story's origins state it");
	add_reason(derived, "the others are long enough for it and came no earlier");
}

void verdict_give(struct derived *derived, double similarity)
{
	if (derived->type == DISCREPANCY_ATTRIBUTION) {
		give_attribution(derived, similarity);
		return;
	}
	derived->verdict = verdict_of(derived);
	derived->severity = severity_of(derived);
	derived->confidence = confidence_of(derived, similarity);
}

void verdict_give_allowed(struct derived *derived)
{
	derived->verdict = VERDICT_BOUND_COMPATIBLE;
	derived->severity = SEVERITY_INFO;
	derived->confidence = 0.5;
	add_reason(derived, "one article's words allow the number that another one states");
}

void verdict_give_single(struct derived *derived, uint32_t origins)
{
	derived->verdict = verdict_of(derived);
	derived->severity = SEVERITY_INFO;
	derived->confidence = origins >= SINGLE_MANY ? 0.55 : 0.45;
	add_reason(derived, "each article gives one number of the kind");
	add_reason(derived, "several origins give the other number");
}

/* Lower than where a word names what is counted; a vote of several articles makes up for some of it. */
void verdict_give_aligned(struct derived *derived, uint32_t rivals, uint32_t compared, bool parallel)
{
	derived->verdict = verdict_of(derived);
	add_reason(derived, "the numbers stand in the same place of both texts");
	derived->confidence = compared < 2 ? 0.4 : 0.5;
	if (rivals >= 2) {
		derived->confidence = (rivals < 3 ? 0.7 : 0.9) - (parallel ? 0.0 : 0.1);
		add_reason(derived, "several articles give the other number");
	}
	if (derived->type == DISCREPANCY_DATE && !parallel && derived->confidence > DATE_LOOSE) {
		derived->confidence = DATE_LOOSE;
		add_reason(derived, "each text is worded in its own way, and may name another day of the story");
	}
	derived->severity = derived->confidence >= ALIGNED_SURE ? severity_of(derived) : SEVERITY_INFO;
}
