/* libgit2 built on Mbed TLS reads every certificate that the machine trusts as it is set up, which takes longer than
 * all else of its start. edgesync reaches other machines through git and URLSession alone: in its process the function
 * that reads them is this one, and reads nothing. Should libgit2 ever open a connection, it would trust nobody. */
#ifndef EDGESYNC_NO_CERTIFICATES_H
#define EDGESYNC_NO_CERTIFICATES_H

/* Takes the place of Mbed TLS's function (mbedtls/x509_crt.h): returns 0, certificates that couldn't be read. */
int mbedtls_x509_crt_parse_file(void *chain, const char *path);

#endif
