/* What has to work when nothing else does: a program that is trapped or crashes can't unwind, and one that is
 * told to end may be stuck anywhere. A few bytes and modes give the terminal back, from a signal handler too,
 * which may do no more than that. C, as Swift promises nothing inside such a handler. */
#ifndef EDGESYNC_TERMINAL_RESTORE_H
#define EDGESYNC_TERMINAL_RESTORE_H

#include <stddef.h>

/* Remembers the modes that the terminal is in now, before a screen is started. */
void edgesync_remember_modes(void);

/* Has crashes give the terminal back with these bytes: 512 at the most. */
void edgesync_guard(const char *bytes, size_t length);

/* Says whether the terminal is taken now. */
void edgesync_set_on_screen(int is_on_screen);

/* Whether the terminal is taken now. */
int edgesync_is_on_screen(void);

/* Gives the terminal back if it is taken. */
void edgesync_give_back(void);

/* Has a byte written to a descriptor for each SIGTERM, SIGINT and SIGHUP: its number. The third ends the
 * program on the spot. SIGHUP stays ignored where it is, as under nohup(1). */
void edgesync_watch_endings(int descriptor);

/* Has a signal ignored, unless the program does something on it. */
void edgesync_ignore_unless_taken(int number);

/* Ends the program with a status after some time, whatever it does then. */
void edgesync_end_after(int milliseconds, int status);

#endif
