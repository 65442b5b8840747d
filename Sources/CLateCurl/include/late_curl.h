/* libcurl at the first request. A static URLSession brings libcurl, and libcurl twenty libraries more (TLS, Kerberos,
 * LDAP, SSH): to load and link them took a third of the time that every command needs to start, and few checks ask
 * anything over HTTP. The functions that URLSession calls are these here, and call libcurl's own. */
#ifndef EDGESYNC_LATE_CURL_H
#define EDGESYNC_LATE_CURL_H

/* Loads libcurl if that isn't done yet. Returns null, or what the loader says against it. */
const char *edgesync_load_curl(void);

#endif
