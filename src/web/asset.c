/* asset.c - assets by number and by address; there are a few dozen, so a scan finds them. */
#include "web/asset.h"

struct url asset_url(enum asset_id id)
{
	return (struct url){assets[id].url};
}

const struct asset *asset_find(str path)
{
	for (size_t i = 0; i < ASSET_COUNT; i++)
		if (str_eq(path, assets[i].url))
			return &assets[i];
	return NULL;
}
