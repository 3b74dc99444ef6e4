/* stores.h: handles of the store, one for each thread that needs one just now. For desk/ only. A handle is one thread's
 * at a time, and opening one costs; so those given back are kept for the next. */
#ifndef SR_DESK_STORES_H
#define SR_DESK_STORES_H

#include "store/store.h"

struct sr_stores;

/* `path` is borrowed. NULL: memory. */
struct sr_stores *sr_stores_new(const char *path);
void sr_stores_free(struct sr_stores *stores); /* all are given back */

/* Errors: those of sr_store_open. */
SR_MUST_USE enum sr_status sr_stores_take(struct sr_stores *stores, struct sr_store **store, struct sr_err *err);
void sr_stores_give(struct sr_stores *stores, struct sr_store *store); /* NULL is fine */

#endif
