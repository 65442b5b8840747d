/* libdeflate, which inflates what lies in memory as a whole in half of zlib's time: a third of what a diff takes is
   inflating. zlib does the rest, what is read piece by piece and what libdeflate wouldn't take. */
#ifndef EDGESYNC_CDEFLATE_SHIM_H
#define EDGESYNC_CDEFLATE_SHIM_H

#include <libdeflate.h>

#endif
