/* demo_fold.h: what a reader of the published topics knows at the end: the last value of each story, the last step of each
 * discrepancy, what happened to articles that are in no story. */
#ifndef PARALLAX_EDGE_DEMO_FOLD_H
#define PARALLAX_EDGE_DEMO_FOLD_H

#include <jansson.h>

#include "discrepancy.h"
#include "message.h"
#include "status.h"

struct demo_fold {
	json_t *stories;       /* an object: id → the last value that was not null */
	json_t *discrepancies; /* an object: id → the last step */
	json_t *set_aside;     /* an array: the receipts of articles that are in no story */
	json_t *letters;       /* an array of { "reason": … } */
	uint64_t receipts;
};

void demo_fold_init(struct demo_fold *fold);
void demo_fold_free(struct demo_fold *fold);

/* Takes one published record. STATUS_BAD_INPUT when it is not what its topic promises. */
enum status demo_fold_take(struct demo_fold *fold, const struct output_message *message);

/* How many open discrepancies of a severity there are in all. */
size_t demo_fold_count(const struct demo_fold *fold, enum discrepancy_severity severity);

/* The open discrepancies of a story, the gravest first: an array of borrowed values, to be freed with json_decref. */
json_t *demo_fold_discrepancies(const struct demo_fold *fold, const char *story_id);

#endif
