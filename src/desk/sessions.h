/* sessions.h: who may edit, and who is logged in. For desk/ only.
 *
 * The editors' file has a line an editor: the name, a colon, and the Argon2id hash (RFC 9106) of the editor's token, as
 * libsodium writes it; blank lines and those that begin with '#' are passed over. The tokens are made by
 * `sitrep desk --add-editor`, 128 random bits each, and stand nowhere. Without a file whoever asks has an editor's
 * rights under the name that they give: for one machine alone.
 *
 * Sessions are kept in memory: at most 256, the least used goes first; each ends 12 hours after its last use, or when
 * the desk does. A cookie names one by 128 random bits; requests that change something carry a second number, which no
 * other site's page can know.
 *
 * Threads: safe. Verifying a token takes some 0.1 s and 64 MiB, one at a time.
 */
#ifndef SR_DESK_SESSIONS_H
#define SR_DESK_SESSIONS_H

#include "base/error.h"

struct sr_sessions;
struct sr_session;

/* `file` NULL: none. SR_ERR_NOT_FOUND, SR_ERR_ACCESS, SR_ERR_IO; SR_ERR_FORMAT with the line; SR_ERR_EMPTY: no editor in
 * it. */
SR_MUST_USE enum sr_status sr_sessions_open(const char *file, struct sr_sessions **sessions, struct sr_err *err);
void sr_sessions_free(struct sr_sessions *sessions); /* NULL is fine */

/* There is no editors' file: a name is enough. */
bool sr_sessions_open_mode(const struct sr_sessions *sessions);

/* Begin a session; `cookie` [40] is its name. False when the token is nobody's, or without a file, the name is none: 1 to
 * 40 bytes without control characters. */
bool sr_sessions_begin(struct sr_sessions *sessions, struct sr_str name, struct sr_str token, int64_t now_ms,
                       struct sr_session *session, char cookie[40]);

/* The session that a Cookie header names; false when there is none. */
bool sr_sessions_find(struct sr_sessions *sessions, const char *cookies, int64_t now_ms, struct sr_session *session);
void sr_sessions_end(struct sr_sessions *sessions, const struct sr_session *session);

/* True when the two are equal; takes as long whether they are or not. */
bool sr_same_secret(const char *a, const char *b);

/* A new editor: append the hash of a new token to the file (made, for its owner alone, where there is none); `token`
 * [40] is shown once. SR_ERR_USAGE: the name is none, or in the file already. */
SR_MUST_USE enum sr_status sr_editor_add(const char *file, struct sr_str name, char token[40], struct sr_err *err);

#endif
