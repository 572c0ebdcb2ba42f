/* kernel_setting.h: the set of inner loops that the settings ask for. */
#ifndef PARALLAX_EDGE_KERNEL_SETTING_H
#define PARALLAX_EDGE_KERNEL_SETTING_H

#include "kernel.h"
#include "settings.h"

/* NULL when there is no such set, when this processor lacks what it needs, or when it gives wrong answers here: said on
 * standard error. */
const struct kernel *kernel_of_settings(const struct settings *settings);

#endif
