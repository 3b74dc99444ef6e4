/* zone.h: a time zone's clock, from the system's zone files (/usr/share/zoneinfo, package tzdata). For desk/ only.
 *
 * The C library knows one zone at a time, for the whole process (TZ); a desk has three at least. So the files are read
 * here: TZif version 2 and later (RFC 8536), the transitions that it lists and, for times after the last of them, the
 * rule in its footer (POSIX TZ, with RFC 8536's hours beyond a day).
 *
 * Threads: a zone is read-only once open.
 */
#ifndef SR_DESK_ZONE_H
#define SR_DESK_ZONE_H

#include "base/arena.h"

struct sr_zone;

/* By its IANA name. SR_ERR_NOT_FOUND: there is no such zone; SR_ERR_FORMAT: its file is damaged; SR_ERR_MEMORY. */
SR_MUST_USE enum sr_status sr_zone_open(const char *name, struct sr_zone **zone, struct sr_err *err);
void sr_zone_close(struct sr_zone *zone); /* NULL is fine */

const char *sr_zone_name(const struct sr_zone *zone);

/* Seconds east of UTC at an instant (seconds since 1970-01-01T00:00Z); *name (may be NULL): "EST", lent. */
int32_t sr_zone_offset(const struct sr_zone *zone, int64_t instant, const char **name);

/* The instant of a local time (seconds since 1970-01-01T00:00 local). A time that the clock passes over in spring is as
 * many minutes later; of one that comes twice in autumn it is the first. */
int64_t sr_zone_instant(const struct sr_zone *zone, int64_t local);

/* For the readers of the bytes and their fuzzing: the same from a file's bytes. */
SR_MUST_USE enum sr_status sr_zone_read(struct sr_str bytes, const char *name, struct sr_zone **zone,
                                        struct sr_err *err);

#endif
