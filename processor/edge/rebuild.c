#include "rebuild.h"

#include <stdio.h>

#include "changelog.h"
#include "log.h"
#include "settings_load.h"

#define REBUILD_IDLE "5" /* seconds without a record: the end of the input */

bool rebuild_prepare(struct settings *settings, const char *from)
{
	char group[512], prefix[512];
	if (settings->dry_run) {
		fprintf(stderr, "parallax run --rebuild: a dry run publishes nothing that could be switched to; leave --dry-run out\n");
		return false;
	}
	if (settings->stage != STAGE_ALL) {
		fprintf(stderr, "parallax run --rebuild: --stage %s alone does not build a state of the input. Leave --stage out, and from then on one "
		        "process does all; or, to keep two stages, run both with --create-topics --from %s and a new --group and --topic-prefix\n",
		        settings->stage == STAGE_SKETCH ? "sketch" : "cluster", from);
		return false;
	}
	snprintf(group, sizeof group, "%s-rebuilt-%d", settings->group, CHANGELOG_FORMAT);
	snprintf(prefix, sizeof prefix, "%srebuilt-%d.", settings->topic_prefix, CHANGELOG_FORMAT);
	bool taken = settings_set(settings, "from", from, "--rebuild") == STATUS_OK && settings_set(settings, "group", group, "--rebuild") == STATUS_OK &&
	             settings_set(settings, "topic.prefix", prefix, "--rebuild") == STATUS_OK &&
	             settings_set(settings, "create.topics", "true", "--rebuild") == STATUS_OK;
	if (taken && settings->until_idle == 0)
		taken = settings_set(settings, "until.idle", REBUILD_IDLE, "--rebuild") == STATUS_OK;
	if (taken && settings_finish(settings) == STATUS_OK) {
		if (settings->start.kind == START_EARLIEST || settings->start.kind == START_TIME)
			return true;
		snprintf(settings->error, sizeof settings->error, "\"%.60s\" is nothing to read again from; allowed: earliest, or a time as "
		         "2024-01-24T12:00:00Z", from);
	}
	fprintf(stderr, "parallax run --rebuild: %s\n", settings->error);
	return false;
}

void rebuild_tell_switch(const struct settings *settings)
{
	log_info("the input is read again, into the topics %s... To switch: stop the old instances and run them with "
	         "--group %s --topic-prefix %s; they go on where this has ended. Let the readers read the new topics; when they do, the old "
	         "topics can be deleted", settings->topic_prefix, settings->group, settings->topic_prefix);
}
