/* derive.h: the discrepancies that the claims of one measure amount to at one moment; the life cycle (ledger.h) compares
 * them with those of the moment before. Private to ledger. */
#ifndef PARALLAX_LEDGER_DERIVE_H
#define PARALLAX_LEDGER_DERIVE_H

#include "arena.h"
#include "discrepancy.h"
#include "ledger_article.h"

#define DERIVED_ASSERTIONS_MAX 24
#define SLOT_NAME_MAX 24
#define NOT_OPEN UINT32_MAX
#define NO_CLAIM UINT32_MAX /* of an article that says nothing in the slot */

struct derived_assertion {
	struct ledger_article *article;
	uint32_t claim; /* as ledger_article_claim counts, or NO_CLAIM */
};

struct derived {
	uint64_t id;
	uint64_t measure; /* of the claims that it is about; 0 when no word but a unit or a place brought them together */
	enum discrepancy_type type;
	enum discrepancy_verdict verdict;
	enum discrepancy_severity severity;
	double confidence;
	char slot[SLOT_NAME_MAX];
	uint64_t bulletin;
	const char *reasons[DISCREPANCY_REASONS_MAX];
	uint32_t reasons_count;
	struct derived_assertion *assertions; /* room for DERIVED_ASSERTIONS_MAX in a list; of an open one so many as there are */
	uint32_t assertions_count;
	uint32_t articles, origins;
	uint32_t open;  /* the story's open one that it goes on (naming.h), or NOT_OPEN */
	bool unchanged; /* and says nothing else */
};

struct derived_list {
	struct derived *items;
	struct derived_assertion *assertions; /* DERIVED_ASSERTIONS_MAX for each item */
	uint32_t count, capacity; /* what does not fit is left out */
};

struct ledger_story;
struct group;

/* "dead", "money EUR", "measure km", … */
void derived_slot_name(const struct claim *claim, char ret_name[SLOT_NAME_MAX]);

/* The next of a list, cleared; NULL when it is full. */
struct derived *derived_next(struct derived_list *list);

void derived_assert(struct derived *derived, struct ledger_article *article, uint32_t claim); /* at the end */
void derived_insert(struct derived *derived, struct ledger_article *article, uint32_t claim); /* in the order of the articles */
bool derived_has(const struct derived *derived, const struct ledger_article *article);
void derived_count(struct derived *derived); /* articles and origins are those of the assertions */

/* A list with room for so many, in an arena. */
struct derived_list derived_list_in(struct arena *arena, uint32_t capacity);

/* A copy to keep, with references to the articles of its assertions; gives both back. */
struct derived derived_keep(const struct derived *derived);
void derived_release(struct derived *derived);

/* Sorts the claims of a group into slots and adds what each amounts to: a figure on which articles differ, one text or two
 * versions that give two numbers; where it is asked for, an exact number that another article's words only allow. */
void derive_group(const struct ledger_story *story, struct group *group, bool bound_compatible, struct arena *arena,
                  struct derived_list *list);

/* The next of a list, with the id, the name and the measure of a slot of a group, its first claim's index; NULL when it is
 * full. */
struct derived *derived_of_slot(enum discrepancy_type type, const struct group *group, uint32_t slot, struct derived_list *list);

/* Gives one bulletin to measures that the same articles give side by side and that differ together. */
void derive_bulletins(struct derived *const *derived, uint32_t count);

#endif
