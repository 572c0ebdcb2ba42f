/* Which part of a byline is an agency. */
#include "byline.h"

#include "check_that.h"

static const struct {
	const char *byline, *agency; /* NULL: none */
} cases[] = {
	{ "By Ann Example (AFP)", "AFP" },
	{ "Ann Example (afp).", "afp" },
	{ "Von Max Muster, dpa", "dpa" },
	{ "Par Jean Exemple / NWA", "NWA" },
	{ "Ann Example | N24", "N24" },
	{ "NTB", "NTB" },
	{ "North News Agency", "North News Agency" },
	{ "Ann Example, The Northern Press", "The Northern Press" },
	{ "ITAR-TASS", "ITAR-TASS" },
	{ "", NULL },
	{ "   ", NULL },
	{ "()", NULL },
	{ ")", NULL },
	{ "Ann Example", NULL },
	{ "Ann Example, Moscow", NULL },
	{ "ann example", NULL },
	{ "Press", NULL },
	{ "A", NULL },
	{ "ABCDEFGHIJKLM", NULL }, /* 13 letters */
	{ "Ann Example (in Orlany)", NULL },
	{ "Анна Пример (ТАСС)", NULL }, /* by ASCII shape alone; texts say it elsewhere */
};

int main(void)
{
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct bytes got = byline_agency(bytes_of_string(cases[i].byline));
		bool right = cases[i].agency == NULL ? got.data == NULL
						     : got.data != NULL && bytes_equal(got, bytes_of_string(cases[i].agency));
		if (!CHECK_THAT(right))
			fprintf(stderr, "  of %s: %.*s\n", cases[i].byline, (int)got.length, (const char *)got.data);
	}
	CHECK_THAT(byline_agency((struct bytes){ 0 }).data == NULL);
	return check_that_result();
}
