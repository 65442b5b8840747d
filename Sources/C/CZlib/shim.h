/* zlib, with functions for the macros that Swift can't call. */
#ifndef EDGESYNC_CZLIB_SHIM_H
#define EDGESYNC_CZLIB_SHIM_H

#include <zlib.h>

static inline int edgesync_inflate_init(z_stream *stream)
{
  return inflateInit(stream);
}

static inline int edgesync_deflate_init(z_stream *stream)
{
  return deflateInit(stream, Z_BEST_SPEED);
}

#endif
