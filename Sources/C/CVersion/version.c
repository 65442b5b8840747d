#include "version.h"

#ifndef EDGESYNC_COMMIT
#define EDGESYNC_COMMIT "unknown"
#endif

const char *edgesync_commit(void)
{
  return EDGESYNC_COMMIT;
}
