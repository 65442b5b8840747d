/* OpenSSL's SHA-1, which uses the processor's own instructions: each object that is read is hashed, and
   hashing in C alone takes longer than reading. libgit2 links the library already. */
#ifndef EDGESYNC_CCRYPTO_SHIM_H
#define EDGESYNC_CCRYPTO_SHIM_H

#include <openssl/evp.h>

#endif
