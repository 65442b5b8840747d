/* The commit that the program is built from, as the build says: in C, so that another commit has one small file compiled
 * anew and nothing else. */
#ifndef EDGESYNC_VERSION_H
#define EDGESYNC_VERSION_H

/* The commit's id, shortened; "unknown" where the build wasn't told. */
const char *edgesync_commit(void);

#endif
