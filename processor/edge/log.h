/* log.h: lines for the person who runs this, on standard error. On a terminal they are plain; elsewhere each begins with the
 * time and the level. A line is written in one go, from whichever thread. Only edge logs. */
#ifndef PARALLAX_EDGE_LOG_H
#define PARALLAX_EDGE_LOG_H

/* In the order of the setting log.level. */
enum log_level { LOG_LEVEL_ERROR, LOG_LEVEL_WARNING, LOG_LEVEL_INFO, LOG_LEVEL_DEBUG };

/* Lines less important than this are left out; LOG_LEVEL_INFO until it is called. */
void log_open(enum log_level least);

void log_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_warning(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_info(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_debug(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
