/* proxy.c - addresses as 16 bytes, compared bit by bit. */
#include "web/proxy.h"

#include <arpa/inet.h>

static bool address_read(str s, unsigned char out[16])
{
	static const unsigned char mapped[12] = {[10] = 0xff, [11] = 0xff};
	char z[INET6_ADDRSTRLEN];

	if (!s.n || s.n >= sizeof(z))
		return false;
	memcpy(z, s.p, s.n);
	z[s.n] = '\0';
	if (inet_pton(AF_INET6, z, out) == 1)
		return true;
	memcpy(out, mapped, sizeof(mapped));
	return inet_pton(AF_INET, z, out + 12) == 1;
}

bool net_read(str s, struct net *out)
{
	str width, address = str_cut(s, '/', &width);
	int64_t bits = 128;
	bool four = str_find(address, ':', 0) == address.n;

	*out = (struct net){0};
	if (!address_read(address, out->address))
		return false;
	if (width.p) {
		if (!str_to_int(width, &bits) || bits < 0 || bits > (four ? 32 : 128))
			return false;
		bits += four ? 96 : 0;
	}
	out->bits = (unsigned)bits;
	return true;
}

static bool net_has(const struct net *net, const unsigned char address[16])
{
	unsigned whole = net->bits / 8, rest = net->bits % 8;

	if (memcmp(net->address, address, whole))
		return false;
	return !rest || !((net->address[whole] ^ address[whole]) >> (8 - rest));
}

bool net_trusted(const struct net *v, size_t n, str address)
{
	unsigned char raw[16];

	if (!n || !address_read(address, raw))
		return false;
	for (size_t i = 0; i < n; i++)
		if (net_has(&v[i], raw))
			return true;
	return false;
}

str net_caller(const struct net *v, size_t n, str peer, str list)
{
	unsigned char raw[16];

	while (list.n && net_trusted(v, n, peer)) {
		size_t comma = list.n;
		str last;

		while (comma && list.p[comma - 1] != ',')
			comma--;
		last = str_trim(str_slice(list, comma, list.n));
		if (!address_read(last, raw))
			break;
		peer = last;
		list = str_slice(list, 0, comma ? comma - 1 : 0);
	}
	return peer;
}
