/* json.h: write JSON to a buffer, in order, without building a tree: a record is written once and a filter writes
 * millions. Keys and strings are escaped as RFC 8259 asks; nothing else is checked. Commas are put by `struct sr_json`.
 */
#ifndef SR_RECORD_JSON_H
#define SR_RECORD_JSON_H

#include "base/buf.h"

struct sr_json {
    struct sr_buf *out;
    bool comma; /* the next value stands after another */
};

void sr_json_open(struct sr_json *j, char bracket);  /* '{' or '[' */
void sr_json_close(struct sr_json *j, char bracket); /* '}' or ']' */
void sr_json_key(struct sr_json *j, const char *key);
void sr_json_str(struct sr_json *j, struct sr_str s);
void sr_json_c(struct sr_json *j, const char *c); /* NULL writes null */
void sr_json_int(struct sr_json *j, int64_t v);
void sr_json_real(struct sr_json *j, double v, int decimals); /* trailing zeros cut */
void sr_json_bool(struct sr_json *j, bool v);
void sr_json_raw(struct sr_json *j, struct sr_str json); /* a value that is JSON already */
void sr_json_null(struct sr_json *j);
void sr_json_id(struct sr_json *j, char letter, uint32_t index); /* "c1" for index 0; null for SR_NONE */

/* A member of an object. A string without bytes (NULL) and the least of all integers, which stands for what isn't known, are
 * null. */
void sr_json_key_str(struct sr_json *j, const char *key, struct sr_str s);
void sr_json_key_c(struct sr_json *j, const char *key, const char *c);
void sr_json_key_int(struct sr_json *j, const char *key, int64_t v);
void sr_json_key_bool(struct sr_json *j, const char *key, bool v);
void sr_json_key_null(struct sr_json *j, const char *key);
void sr_json_key_open(struct sr_json *j, const char *key, char bracket);

#endif
