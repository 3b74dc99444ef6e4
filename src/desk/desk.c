#include "desk/desk.h"

#include <curl/curl.h>
#include <sodium.h>
#include <unistd.h>

#include "desk/feeds.h"
#include "desk/guard.h"
#include "desk/hub.h"
#include "desk/intake.h"
#include "desk/links.h"
#include "desk/pages.h"
#include "desk/parts.h"
#include "desk/server.h"
#include "desk/sessions.h"
#include "desk/settings.h"
#include "desk/stores.h"
#include "desk/teller.h"

uint64_t sr_desk_hash(struct sr_str a, struct sr_str b) {
    uint64_t hash;
    unsigned char out[crypto_generichash_BYTES_MIN];
    crypto_generichash_state state;
    (void)crypto_generichash_init(&state, NULL, 0, sizeof out);
    (void)crypto_generichash_update(&state, (const unsigned char *)a.p, a.n);
    (void)crypto_generichash_update(&state, (const unsigned char *)"", 1);
    (void)crypto_generichash_update(&state, (const unsigned char *)b.p, b.n);
    (void)crypto_generichash_final(&state, out, sizeof out);
    memcpy(&hash, out, sizeof hash);
    return hash ? hash : 1;
}

static enum sr_status open_library(struct sr_desk *d, struct sr_err *err) {
    struct sr_error error;
    if (sodium_init() < 0 || curl_global_init(CURL_GLOBAL_DEFAULT))
        return sr_fail(err, SR_ERR_INTERNAL, "", "libsodium or libcurl can't begin");
    d->lexicon = calloc(1, sizeof *d->lexicon);
    d->context = sr_context_open(&error);
    if (!d->lexicon || !d->context) return sr_fail_memory(err, "the tables");
    return sr_lexicon_open(d->lexicon, err);
}

/* The store is made, or brought up to date, before anything else looks at it. */
static enum sr_status open_store(struct sr_desk *d, struct sr_err *err) {
    struct sr_store *store = NULL;
    d->stores = sr_stores_new(d->options.db);
    if (!d->stores) return sr_fail_memory(err, "the store's handles");
    enum sr_status status = sr_stores_take(d->stores, &store, err);
    if (!status) sr_stores_give(d->stores, store);
    return status;
}

/* What the command line tells stands from now on, as if it had been set on the page. */
static enum sr_status set_told(struct sr_desk *d, struct sr_err *err) {
    json_t *told = json_object();
    enum sr_status status = told ? SR_OK : sr_fail_memory(err, "the settings");
    if (!status && d->options.hours) (void)json_object_set_new(told, "hours", json_string(d->options.hours));
    if (!status && d->options.zone) (void)json_object_set_new(told, "zone", json_string(d->options.zone));
    if (!status) status = sr_settings_change(d->settings, told, err);
    json_decref(told);
    return status;
}

static enum sr_status open_parts(struct sr_desk *d, struct sr_err *err) {
    enum sr_status status = sr_settings_open(d->options.db, d->lexicon, &d->settings, err);
    if (!status) status = set_told(d, err);
    if (!status) status = sr_sessions_open(d->options.editors, &d->sessions, err);
    if (!status) status = sr_feeds_open(d, &d->feeds, err);
    d->hub = sr_hub_new(SR_SERVER_STREAMS);
    d->pages = sr_pages_new();
    if (!d->options.no_articles) d->links = sr_links_new(d);
    bool all = d->hub && d->pages && (d->links || d->options.no_articles);
    return status || all ? status : sr_fail_memory(err, "the desk");
}

enum sr_status sr_desk_open(const struct sr_desk_options *options, struct sr_desk **desk, struct sr_err *err) {
    struct sr_desk *d = calloc(1, sizeof *d);
    int socket = -1;
    if (!d) return sr_fail_memory(err, "the desk");
    d->options = *options;
    d->started_ms = sr_desk_now_ms();
    enum sr_status status = open_library(d, err);
    if (!status) status = sr_server_listen(d, &socket, err);
    if (!status) status = open_store(d, err);
    if (!status) status = open_parts(d, err);
    if (!status) status = sr_teller_start(d, &d->teller, err);
    if (!status) status = sr_intake_start(d, sr_feeds_taken, d->feeds, &d->intake, err);
    if (!status) {
        status = sr_server_start(d, socket, err);
        socket = -1;
    }
    if (!status) status = sr_feeds_start(d->feeds, err);
    if (socket >= 0) (void)close(socket);
    if (status) sr_desk_close(d);
    else *desk = d;
    return status;
}

const char *sr_desk_address(const struct sr_desk *desk) {
    return desk->address;
}

enum sr_status sr_desk_add_editor(const char *file, const char *name, char token[40], struct sr_err *err) {
    if (sodium_init() < 0) return sr_fail(err, SR_ERR_INTERNAL, "", "libsodium can't begin");
    return sr_editor_add(file, sr_str_c(name), token, err);
}

/* In the order of the flow: nothing new comes in, what is being read is told, then the streams end. */
void sr_desk_close(struct sr_desk *d) {
    if (!d) return;
    sr_feeds_stop(d->feeds);
    sr_intake_stop(d->intake);
    sr_teller_stop(d->teller);
    if (d->hub) sr_hub_close(d->hub);
    sr_server_stop(d);
    sr_links_free(d->links); /* its fetcher hands over to the intake until now, which takes no more */
    sr_intake_free(d->intake);
    sr_feeds_free(d->feeds);
    sr_hub_free(d->hub);
    sr_pages_free(d->pages);
    sr_sessions_free(d->sessions);
    sr_settings_free(d->settings);
    sr_guard_free(d->guard);
    sr_stores_free(d->stores);
    sr_context_close(d->context);
    free(d->lexicon);
    free(d);
}
