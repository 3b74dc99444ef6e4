#include "input/feed.h"

#include <expat.h>
#include <jansson.h>

#include "input/charset.h"

enum { DEEPEST = 400, FIELD_BYTES = 4000 };

enum field { TITLE, LINK, GUID, DATE, UPDATED, AUTHOR, CONTENT, SUMMARY, SOURCE, FIELDS };

struct item {
    struct sr_buf head, body;
    uint64_t line;
};

struct sr_feed {
    XML_Parser parser;
    size_t max_size;
    struct sr_buf outlet, fields[FIELDS];
    struct item *items; /* [count], whole ones from `next` on */
    uint32_t count, next, room;
    /* where the parser stands */
    uint32_t depth, item_depth; /* of the open item's element; 0: none is open */
    struct sr_buf *into;        /* the field that text goes to; NULL: none */
    uint32_t into_depth;
    bool markup;    /* Atom's xhtml: tags within are text of ours */
    bool escape;    /* plain text: becomes HTML */
    bool any, full; /* a root was seen; an item is too long */
    uint64_t line;
    char dtd[256]; /* the DTD that the feed names */
    struct sr_err fault;
    bool failed;
};

static struct sr_str str_of(const struct sr_buf *b) {
    return (struct sr_str){b->p ? b->p : "", (uint32_t)b->size};
}

/* "name: value" and a line break; white space in the value is one space. */
static void add_head(struct sr_buf *head, const char *name, struct sr_str value) {
    while (value.n && (unsigned char)*value.p <= ' ') value.p++, value.n--;
    while (value.n && (unsigned char)value.p[value.n - 1] <= ' ') value.n--;
    if (!value.n || value.n > FIELD_BYTES) return;
    sr_buf_c(head, name);
    sr_buf_c(head, ": ");
    for (uint32_t i = 0; i < value.n; i++) sr_buf_char(head, (unsigned char)value.p[i] < ' ' ? ' ' : value.p[i]);
    sr_buf_char(head, '\n');
}

static bool add_item(struct sr_feed *f, struct item item) {
    if (f->next == f->count) f->next = f->count = 0;
    if (f->count == f->room) {
        uint32_t room = f->room ? 2 * f->room : 16;
        struct item *items = realloc(f->items, room * sizeof *items);
        if (!items) return false;
        f->items = items;
        f->room = room;
    }
    f->items[f->count++] = item;
    return !item.head.failed && !item.body.failed;
}

bool sr_feed_next(struct sr_feed *f, struct sr_raw *raw) {
    if (f->next == f->count) return false;
    struct item *item = &f->items[f->next++];
    sr_buf_release(&raw->bytes);
    sr_buf_release(&raw->head);
    raw->bytes = item->body;
    raw->head = item->head;
    raw->line = item->line;
    return true;
}

/* ---- XML ---- */

/* A name is "namespace\nlocal" or "local". */
static const char *local_of(const char *name) {
    const char *nl = strrchr(name, '\n');
    return nl ? nl + 1 : name;
}

static bool in_namespace(const char *name, const char *piece) {
    const char *nl = strrchr(name, '\n'), *at = strstr(name, piece);
    return nl && at && at < nl;
}

static bool is(const char *a, const char *b) {
    return strcmp(a, b) == 0;
}

static const char *attribute(const char **atts, const char *name) {
    for (; *atts; atts += 2)
        if (is(local_of(atts[0]), name)) return atts[1];
    return NULL;
}

/* The field that a child of an item is. */
static enum field field_of(const char *name) {
    static const struct {
        const char *name;
        enum field field;
    } names[] = {{"title", TITLE},     {"link", LINK},        {"guid", GUID},           {"id", GUID},
                 {"pubDate", DATE},    {"published", DATE},   {"date", DATE},           {"issued", DATE},
                 {"updated", UPDATED}, {"modified", UPDATED}, {"creator", AUTHOR},      {"author", AUTHOR},
                 {"encoded", CONTENT}, {"content", CONTENT},  {"description", SUMMARY}, {"summary", SUMMARY},
                 {"source", SOURCE}};
    if (in_namespace(name, "search.yahoo.com/mrss")) return FIELDS; /* media:title, media:content tell of pictures */
    if (in_namespace(name, "itunes.com")) return FIELDS;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (is(local_of(name), names[i].name)) return names[i].field;
    return FIELDS;
}

static void open_into(struct sr_feed *f, struct sr_buf *into, const char *type) {
    f->into = into;
    f->into_depth = f->depth;
    f->markup = type && is(type, "xhtml");
    f->escape = type && is(type, "text");
}

static void add_escaped(struct sr_buf *b, const char *p, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (p[i] == '<') sr_buf_c(b, "&lt;");
        else if (p[i] == '&') sr_buf_c(b, "&amp;");
        else sr_buf_char(b, p[i]);
    }
}

static void begin_child(struct sr_feed *f, const char *name, const char **atts) {
    enum field field = field_of(name);
    const char *href = attribute(atts, "href"), *rel = attribute(atts, "rel"), *type = attribute(atts, "type");
    if (field == FIELDS) return;
    if (field == LINK && href) {
        if ((!rel || is(rel, "alternate")) && !f->fields[LINK].size) sr_buf_c(&f->fields[LINK], href);
        return;
    }
    if (f->fields[field].size && field != AUTHOR) return; /* the first of its kind */
    if (field == AUTHOR && f->fields[field].size) sr_buf_c(&f->fields[field], ", ");
    bool atom = in_namespace(name, "Atom") || in_namespace(name, "atom");
    bool html = field == CONTENT || field == SUMMARY || field == TITLE;
    if (atom && field == SOURCE) return; /* its title is a level below */
    open_into(f, &f->fields[field], html && atom && !type ? "text" : html ? type : NULL);
}

static void XMLCALL on_start(void *user, const char *name, const char **atts) {
    struct sr_feed *f = user;
    const char *local = local_of(name);
    f->depth++;
    f->any = true;
    if (f->depth > DEEPEST) {
        (void)sr_fail(&f->fault, SR_ERR_FORMAT, NULL, "the feed's elements are nested deeper than %d", DEEPEST);
        XML_StopParser(f->parser, XML_FALSE);
        return;
    }
    if (f->into) {
        if (f->markup) sr_buf_printf(f->into, "<%s>", local);
        return;
    }
    if (!f->item_depth && (is(local, "item") || is(local, "entry"))) {
        f->item_depth = f->depth;
        f->line = XML_GetCurrentLineNumber(f->parser);
        for (int i = 0; i < FIELDS; i++) sr_buf_clear(&f->fields[i]);
    } else if (f->item_depth && f->depth == f->item_depth + 1) begin_child(f, name, atts);
    else if (f->item_depth && f->depth == f->item_depth + 2 && is(local, "title") && !f->fields[SOURCE].size)
        open_into(f, &f->fields[SOURCE], NULL); /* Atom's <source><title> */
    else if (!f->item_depth && is(local, "title") && f->depth <= 3 && !f->outlet.size) open_into(f, &f->outlet, NULL);
}

static void end_item(struct sr_feed *f) {
    struct item item = {.line = f->line};
    struct sr_buf *in = f->fields, *body = in[CONTENT].size ? &in[CONTENT] : &in[SUMMARY];
    f->item_depth = 0;
    add_head(&item.head, "piece", SR_STR("1"));
    add_head(&item.head, "id", str_of(in[GUID].size ? &in[GUID] : &in[LINK]));
    add_head(&item.head, "url", str_of(&in[LINK]));
    add_head(&item.head, "title", str_of(&in[TITLE]));
    add_head(&item.head, "outlet", str_of(in[SOURCE].size ? &in[SOURCE] : &f->outlet));
    add_head(&item.head, "author", str_of(&in[AUTHOR]));
    add_head(&item.head, "published", str_of(in[DATE].size ? &in[DATE] : &in[UPDATED]));
    item.body = *body;
    *body = (struct sr_buf){0};
    if (!add_item(f, item)) {
        f->failed = true;
        XML_StopParser(f->parser, XML_FALSE);
    }
}

static void XMLCALL on_end(void *user, const char *name) {
    struct sr_feed *f = user;
    if (f->into && f->depth == f->into_depth) f->into = NULL;
    else if (f->into && f->markup) sr_buf_printf(f->into, "</%s>", local_of(name));
    if (f->item_depth && f->depth == f->item_depth) end_item(f);
    f->depth--;
}

static void XMLCALL on_text(void *user, const char *p, int n) {
    struct sr_feed *f = user;
    if (!f->into || n <= 0) return;
    if (f->into->size + (size_t)n > f->max_size) {
        f->full = true;
        XML_StopParser(f->parser, XML_FALSE);
        return;
    }
    if (f->markup || f->escape) add_escaped(f->into, p, (size_t)n);
    else sr_buf_add(f->into, p, (size_t)n);
}

/* An entity that XML doesn't know stays as it is written: what reads the piece of HTML knows it. */
static void XMLCALL on_skipped(void *user, const char *name, int is_parameter) {
    struct sr_feed *f = user;
    if (f->into && !is_parameter && f->into->size < f->max_size) sr_buf_printf(f->into, "&%s;", name);
}

static void XMLCALL on_doctype(void *user, const char *name, const char *system, const char *public, int internal) {
    struct sr_feed *f = user;
    (void)name, (void)public, (void)internal;
    (void)snprintf(f->dtd, sizeof f->dtd, "%s", system ? system : "");
}

static int XMLCALL on_external(XML_Parser parser, const char *context, const char *base, const char *system,
                               const char *public) {
    struct sr_feed *f = XML_GetUserData(parser);
    (void)base, (void)public;
    if (!system || (!context && is(system, f->dtd))) return XML_STATUS_OK; /* the DTD: nothing of it is needed */
    (void)sr_fail(&f->fault, SR_ERR_FORMAT, "take the entity out", "the feed asks for an external entity: '%.100s'",
                  system);
    return XML_STATUS_ERROR;
}

static int XMLCALL on_encoding(void *user, const XML_Char *name, XML_Encoding *info) {
    int32_t map[256];
    (void)user;
    if (!sr_charset_bytes(name, map)) return XML_STATUS_ERROR;
    for (int i = 0; i < 256; i++) info->map[i] = map[i] < 0 || map[i] > 0xFFFF ? 0xFFFD : map[i];
    info->data = NULL;
    info->convert = NULL;
    info->release = NULL;
    return XML_STATUS_OK;
}

struct sr_feed *sr_feed_new(size_t max_size) {
    struct sr_feed *f = calloc(1, sizeof *f);
    if (!f) return NULL;
    f->max_size = max_size;
    f->parser = XML_ParserCreateNS(NULL, '\n');
    if (!f->parser) {
        free(f);
        return NULL;
    }
    /* a fixed salt: the same bytes give the same work; the parser's own look at the clock would be another's business
     */
    XML_SetHashSalt(f->parser, 0x5157u);
    XML_SetUserData(f->parser, f);
    XML_SetElementHandler(f->parser, on_start, on_end);
    XML_SetCharacterDataHandler(f->parser, on_text);
    XML_SetSkippedEntityHandler(f->parser, on_skipped);
    XML_SetStartDoctypeDeclHandler(f->parser, on_doctype);
    XML_SetExternalEntityRefHandler(f->parser, on_external);
    XML_SetUnknownEncodingHandler(f->parser, on_encoding, NULL);
    (void)XML_SetParamEntityParsing(f->parser, XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE);
    (void)XML_UseForeignDTD(f->parser, XML_TRUE);
    return f;
}

void sr_feed_free(struct sr_feed *f) {
    if (!f) return;
    XML_ParserFree(f->parser);
    for (; f->next < f->count; f->next++) {
        sr_buf_release(&f->items[f->next].head);
        sr_buf_release(&f->items[f->next].body);
    }
    for (int i = 0; i < FIELDS; i++) sr_buf_release(&f->fields[i]);
    sr_buf_release(&f->outlet);
    free(f->items);
    free(f);
}

enum sr_status sr_feed_push(struct sr_feed *f, struct sr_str bytes, bool last, struct sr_err *err) {
    enum sr_status status = SR_OK;
    if (XML_Parse(f->parser, bytes.p ? bytes.p : "", (int)bytes.n, last) == XML_STATUS_OK && !f->failed) return SR_OK;
    enum XML_Error code = XML_GetErrorCode(f->parser);
    if (f->failed || code == XML_ERROR_NO_MEMORY) return sr_fail_memory(err, "reading a feed");
    if (f->fault.status) {
        if (err) *err = f->fault;
        status = f->fault.status;
    } else if (f->full)
        status = sr_fail(err, SR_ERR_LIMIT, "raise --max-size", "a feed's item is longer than the limit of %zu bytes",
                         f->max_size);
    else if (code == XML_ERROR_NO_ELEMENTS && !f->any) status = sr_fail(err, SR_ERR_EMPTY, NULL, "the feed is empty");
    else
        status = sr_fail(err, SR_ERR_FORMAT, "check it: xmllint --noout", "the feed is not well-formed XML: %s",
                         XML_ErrorString(code));
    sr_err_at(err, NULL, XML_GetCurrentLineNumber(f->parser), XML_GetCurrentColumnNumber(f->parser) + 1);
    return status;
}

/* ---- JSON Feed ---- */

static struct sr_str string_of(const json_t *object, const char *key) {
    const json_t *v = json_object_get(object, key);
    if (!json_is_string(v) || json_string_length(v) > UINT32_MAX / 2) return (struct sr_str){0};
    return (struct sr_str){json_string_value(v), (uint32_t)json_string_length(v)};
}

static void json_authors(struct sr_buf *head, const json_t *o) {
    const json_t *list = json_object_get(o, "authors"), *one = json_object_get(o, "author");
    struct sr_buf names = {0};
    for (size_t i = 0; i < json_array_size(list); i++) {
        struct sr_str name = string_of(json_array_get(list, i), "name");
        if (names.size && name.n) sr_buf_c(&names, ", ");
        sr_buf_str(&names, name);
    }
    if (!names.size) sr_buf_str(&names, string_of(one, "name"));
    add_head(head, "author", str_of(&names));
    sr_buf_release(&names);
}

static bool json_item(struct sr_feed *f, const json_t *o, struct sr_str outlet) {
    struct item item = {0};
    struct sr_str id = string_of(o, "id"), url = string_of(o, "url"), html = string_of(o, "content_html");
    struct sr_str text = html.n ? (struct sr_str){0} : string_of(o, "content_text");
    if (!html.n && !text.n) text = string_of(o, "summary");
    struct sr_str date = string_of(o, "date_published");
    char number[32];
    const json_t *number_id = json_object_get(o, "id");
    if (json_is_integer(number_id)) { /* the format allows it */
        (void)snprintf(number, sizeof number, "%lld", (long long)json_integer_value(number_id));
        id = sr_str_c(number);
    }
    add_head(&item.head, "piece", SR_STR("1"));
    add_head(&item.head, "id", id.n ? id : url);
    add_head(&item.head, "url", url);
    add_head(&item.head, "title", string_of(o, "title"));
    add_head(&item.head, "outlet", outlet);
    add_head(&item.head, "published", date.n ? date : string_of(o, "date_modified"));
    json_authors(&item.head, o);
    sr_buf_str(&item.body, html);
    for (uint32_t i = 0; i < text.n; i++) {
        if (text.p[i] == '\n') sr_buf_c(&item.body, "<br>");
        else add_escaped(&item.body, text.p + i, 1);
    }
    return add_item(f, item);
}

enum sr_status sr_feed_json(struct sr_feed *f, struct sr_str bytes, struct sr_err *err) {
    json_error_t fault;
    if (bytes.n >= 3 && memcmp(bytes.p, "\xEF\xBB\xBF", 3) == 0) bytes = (struct sr_str){bytes.p + 3, bytes.n - 3};
    json_t *root = json_loadb(bytes.p ? bytes.p : "", bytes.n, 0, &fault);
    if (!root) {
        char *near = strstr(fault.text, " near ");
        if (near) *near = 0;
        enum sr_status status = sr_fail(err, SR_ERR_JSON, NULL, "the feed is not JSON: %s", fault.text);
        sr_err_at(err, NULL, fault.line > 0 ? (uint64_t)fault.line : 0, fault.column > 0 ? (uint64_t)fault.column : 0);
        return status;
    }
    const json_t *items = json_object_get(root, "items");
    enum sr_status status = SR_OK;
    if (!json_is_array(items)) status = sr_fail(err, SR_ERR_FIELD, NULL, "a JSON Feed needs a list 'items'");
    for (size_t i = 0; !status && i < json_array_size(items); i++)
        if (!json_item(f, json_array_get(items, i), string_of(root, "title")))
            status = sr_fail_memory(err, "reading a feed");
    json_decref(root);
    return status;
}
