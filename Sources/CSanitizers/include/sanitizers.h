/* What a sanitizer is told by every program that is built with it, whatever its environment says. */
#ifndef EDGESYNC_SANITIZERS_H
#define EDGESYNC_SANITIZERS_H

#endif
