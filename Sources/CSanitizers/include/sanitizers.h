/* What a sanitizer is told by every program that is built with it, whatever its environment says. */
#ifndef EDGESYNC_SANITIZERS_H
#define EDGESYNC_SANITIZERS_H

/* Whether a sanitizer watches the program: it takes terabytes of addresses, and several times as long. */
int edgesync_is_sanitized(void);

#endif
