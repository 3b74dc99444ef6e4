#include <expat.h>

#include "base/arena.h"
#include "desk/feeds.h"

struct opml {
    XML_Parser parser;
    sr_opml_take *take;
    void *user;
    struct sr_err *err;
    enum sr_status status;
    bool opml; /* the root element is one */
    uint32_t depth;
};

static void XMLCALL open_element(void *user, const XML_Char *name, const XML_Char **attributes) {
    struct opml *o = user;
    const char *url = NULL, *title = NULL, *text = NULL;
    if (o->depth++ == 0) o->opml = strcmp(name, "opml") == 0;
    if (o->status || strcmp(name, "outline") != 0) return;
    for (; *attributes; attributes += 2) {
        if (strcmp(attributes[0], "xmlUrl") == 0) url = attributes[1];
        else if (strcmp(attributes[0], "title") == 0) title = attributes[1];
        else if (strcmp(attributes[0], "text") == 0) text = attributes[1];
    }
    if (!url) return;
    o->status = o->take(o->user, sr_str_c(url), sr_str_c(title ? title : text), o->err);
    if (o->status) (void)XML_StopParser(o->parser, XML_FALSE);
}

static void XMLCALL close_element(void *user, const XML_Char *name) {
    struct opml *o = user;
    (void)name;
    o->depth--;
}

/* External entities are never asked for: expat leaves them out unless it is told how to fetch them. */
enum sr_status sr_opml_read(struct sr_str bytes, const char *name, sr_opml_take *take, void *user, struct sr_err *err) {
    struct opml o = {.parser = XML_ParserCreate(NULL), .take = take, .user = user, .err = err};
    if (!o.parser) return sr_fail_memory(err, "an OPML file");
    XML_SetUserData(o.parser, &o);
    XML_SetElementHandler(o.parser, open_element, close_element);
    bool whole = XML_Parse(o.parser, bytes.p, (int)bytes.n, 1) == XML_STATUS_OK;
    uint64_t line = XML_GetCurrentLineNumber(o.parser);
    if (!o.status && (!whole || !o.opml)) {
        const char *why = whole ? "its root is no 'opml'" : XML_ErrorString(XML_GetErrorCode(o.parser));
        o.status = sr_fail(err, SR_ERR_FORMAT, "export the list of feeds anew from where it came", "no OPML: %s", why);
        sr_err_at(err, name, line, 0);
    }
    XML_ParserFree(o.parser);
    return o.status;
}
