/* What every program tells a sanitizer that it is built with, whatever its environment says, and whether there is one.
 * C, as Swift can neither ask the compiler for its sanitizer nor define the functions that a sanitizer looks for. */
#ifndef EDGESYNC_SANITIZERS_H
#define EDGESYNC_SANITIZERS_H

/* Whether a sanitizer watches the program: it takes terabytes of addresses, and several times as long. */
int edgesync_is_sanitized(void);

#endif
