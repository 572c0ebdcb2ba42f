#include "kernel_setting.h"

#include <stdio.h>

#include "cpu.h"

const struct kernel *kernel_of_settings(const struct settings *settings)
{
	const struct kernel *kernel = NULL;
	const char *forced = strcmp(settings->kernel, "auto") == 0 ? NULL : settings->kernel;
	enum status status = kernel_select(cpu_features(), forced, &kernel);
	if (status == STATUS_OK)
		return kernel;
	size_t count;
	const struct kernel *all = kernel_table(&count);
	fprintf(stderr, status == STATUS_FATAL ? "parallax: the kernel %s gives wrong answers on this machine; choose another with --kernel:"
	                                       : "parallax: there is no kernel %s for this machine; --kernel is auto or one of", settings->kernel);
	for (size_t i = 0; i < count; i++)
		fprintf(stderr, " %s", all[i].name);
	fprintf(stderr, "\n");
	return NULL;
}
