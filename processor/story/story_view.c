#include "story_parts.h"

enum status story_state_view(const struct story_state *state, uint64_t id, struct arena *arena, struct story_view *ret_view)
{
	uint32_t at = story_store_find_story(&state->store, id);
	if (at == NO_INDEX)
		return STATUS_BAD_INPUT;
	const struct story *story = &state->store.stories[at];
	uint32_t shown = story->articles_count < STORY_VIEW_MEMBERS_MAX ? story->articles_count : STORY_VIEW_MEMBERS_MAX;
	struct story_member *members = arena_take(arena, (shown + 1) * sizeof *members);
	for (uint32_t i = shown, at_article = story->latest; i-- > 0; at_article = state->store.articles[at_article].previous) {
		const struct story_article *article = &state->store.articles[at_article];
		members[i] = (struct story_member){ article->uri, article->version, article->source, article->language,
			                            article->headline, article->origin, article->created };
	}
	*ret_view = (struct story_view){ .story = id, .status = story->status, .merged_into = story->merged_into,
		                         .split_from = story->split_from, .seq = story->seq, .first = story->first, .last = story->last, .members = members, .members_count = shown,
		                         .members_total = story->articles_count, .origins = story->origins };
	return STATUS_OK;
}
