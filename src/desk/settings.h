/* settings.h: what the desk is called, its zone, rule, hours and alert filter, and the feeds that were added on the page.
 * For desk/ only.
 *
 * They stand beside the store, in DB.desk.json, which is written anew and put in place whole at each change.
 *
 * Threads: safe; what is asked for is copied.
 */
#ifndef SR_DESK_SETTINGS_H
#define SR_DESK_SETTINGS_H

#include <jansson.h>

#include "base/arena.h"
#include "base/buf.h"
#include "lexicon/lexicon.h"
#include "record/json.h"

struct sr_settings;

enum { SR_FILTER_MOST = 40 };

/* SR_ERR_JSON, SR_ERR_FORMAT: the file is damaged. SR_ERR_IO, SR_ERR_ACCESS, SR_ERR_MEMORY. The lexicon is
 * borrowed. */
SR_MUST_USE enum sr_status sr_settings_open(const char *db, const struct sr_lexicon *lexicon,
                                            struct sr_settings **settings, struct sr_err *err);
void sr_settings_free(struct sr_settings *settings); /* NULL is fine */

uint32_t sr_settings_rule(struct sr_settings *settings); /* index into sr_rules */

/* A setting that is a string: "name", "zone", "hours". In the arena. */
struct sr_str sr_settings_str(struct sr_settings *settings, const char *key, struct sr_arena *arena);

/* The Filter, as the API tells it. */
void sr_settings_put_filter(struct sr_settings *settings, struct sr_json *j);

/* Whether an incident of this kind and country raises alerts. */
bool sr_settings_lets(struct sr_settings *settings, struct sr_str kind, struct sr_str country);

/* Take what `changes` sets: name, zone, rule, filter, hours. SR_ERR_USAGE: a value is none. SR_ERR_IO: not written. */
SR_MUST_USE enum sr_status sr_settings_change(struct sr_settings *settings, const json_t *changes, struct sr_err *err);

/* The feeds that were added: a JSON list of {"url", "interval_s"}, to be freed; and one more. */
json_t *sr_settings_feeds(struct sr_settings *settings);
SR_MUST_USE enum sr_status sr_settings_add_feed(struct sr_settings *settings, const char *url, uint32_t interval_s,
                                                struct sr_err *err);

#endif
