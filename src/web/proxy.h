/* proxy.h - who is calling. Behind a proxy the connection's other end is the proxy; it names the caller in
 * X-Forwarded-For, which anybody can send, so it is believed only from addresses the operator named. */
#ifndef WEB_PROXY_H
#define WEB_PROXY_H

#include "base/str.h"

/* A network: an address and how many of its bits count. IPv4 is kept as ::ffff:a.b.c.d. */
struct net {
	unsigned char address[16];
	unsigned bits;
};

/* "10.1.2.3", "10.0.0.0/8", "::1", "fd00::/8". */
bool net_read(str s, struct net *out);
/* Is this address (text) in one of the networks? */
bool net_trusted(const struct net *v, size_t n, str address);
/* The caller's address: from the right end of the X-Forwarded-For list, past every trusted proxy.
 * What is not an address ends the search; the one before it stands. `list` may be none. */
str net_caller(const struct net *v, size_t n, str peer, str list);

#endif
