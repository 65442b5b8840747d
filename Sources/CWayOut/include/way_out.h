/* A program that is trapped or crashes can't unwind: a few bytes and modes give the terminal back from a
 * signal handler, which may do no more than that. C, as Swift promises nothing inside such a handler. */
#ifndef EDGESYNC_WAY_OUT_H
#define EDGESYNC_WAY_OUT_H

#include <stddef.h>

/* Remembers the modes that the terminal is in now, before a screen is started. */
void edgesync_remember_modes(void);

/* Has crashes give the terminal back with these bytes: 512 at the most. */
void edgesync_guard(const char *bytes, size_t length);

/* Says whether the terminal is taken now. */
void edgesync_set_on_screen(int is_on_screen);

#endif
