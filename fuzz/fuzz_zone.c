/* fuzz_zone.c: any bytes as a zone's file. Besides not crashing: a zone that opens has a clock at any instant, with a name, within
 * eight days of UTC; an instant found for a local time shows one within two such offsets of it. */
#include "desk/zone.h"
#include "must.h"

enum { DAY = 86400, MOST = 8 * DAY };

static void look(const struct sr_zone *zone, int64_t instant) {
    const char *name = NULL;
    int32_t offset = sr_zone_offset(zone, instant, &name);
    MUST(name && offset > -MOST && offset < MOST);
    MUST(sr_zone_offset(zone, instant, NULL) == offset);
    int64_t found = sr_zone_instant(zone, instant + offset);
    int64_t apart = found + sr_zone_offset(zone, found, NULL) - (instant + offset);
    MUST(apart > -2 * MOST && apart < 2 * MOST);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct sr_zone *zone = NULL;
    struct sr_err err;
    if (sr_zone_read((struct sr_str){(const char *)data, (uint32_t)size}, "in", &zone, &err)) {
        MUST(!zone && (err.status == SR_ERR_FORMAT || err.status == SR_ERR_MEMORY));
        return 0;
    }
    static const int64_t instants[] = {-5000000000, -1, 0, 951782400, 1773446400, 4102444800, 32503680000};
    for (size_t i = 0; i < sizeof instants / sizeof *instants; i++) look(zone, instants[i]);
    sr_zone_close(zone);
    return 0;
}
