/* article.h: one article as its wire gave it, decoded. Every view points into memory of the batch. */
#ifndef PARALLAX_RECORD_ARTICLE_H
#define PARALLAX_RECORD_ARTICLE_H

#include "bytes.h"
#include "clock.h"

#define ARTICLE_SUBJECTS_MAX 32

/* The fields of an article that its text comes from. */
enum field { FIELD_HEADLINE, FIELD_BODY };

enum article_status { ARTICLE_USABLE, ARTICLE_WITHHELD, ARTICLE_CANCELED };

/* A place, person or subject that the wire itself attached. Either view may be absent. */
struct article_subject {
	struct bytes name; /* for people */
	struct bytes code; /* a literal, qcode or uri */
};

struct article {
	struct bytes uri; /* ninjs uri, or Superdesk's guid; present and not empty */
	struct bytes version_text; /* as written; absent when none was given */
	uint64_t version; /* its number; 0 when absent or not a number */
	struct bytes source; /* infosources' first name, source, copyrightholder; absent when none */
	struct bytes credit; /* creditline or byline's agency as given; absent when none */
	struct bytes language; /* as declared; absent when none */
	struct bytes headline; /* as received, absent when none */
	struct bytes body; /* as received; absent when none. Headline or body is not blank, but for a
	                  * withdrawal (canceled, withheld), which may come bare */
	bool headline_is_markup;
	bool body_is_markup; /* HTML or XHTML: tags are to be stripped */
	struct bytes slugline;
	struct bytes ednote;
	struct bytes evolvedfrom; /* uri of the article that this one replaces; absent when none */
	enum article_status status;
	clock_ms created; /* versioncreated, else contentcreated or firstcreated; CLOCK_ABSENT when none */
	clock_ms embargoed; /* not to be published before; CLOCK_ABSENT when none */
	struct article_subject places[ARTICLE_SUBJECTS_MAX];
	struct article_subject subjects[ARTICLE_SUBJECTS_MAX]; /* subjects, people, organisations, events */
	uint32_t places_count;
	uint32_t subjects_count;
};

#endif
