#include "export/xml.h"

#include "base/utf8.h"

static void indent(struct sr_xml *x) {
    for (uint32_t i = 0; i < x->depth; i++) sr_buf_c(x->out, "  ");
}

void sr_xml_open(struct sr_xml *x, const char *tag) {
    indent(x);
    sr_buf_printf(x->out, "<%s>\n", tag);
    x->depth++;
}

void sr_xml_close(struct sr_xml *x, const char *name) {
    x->depth--;
    indent(x);
    sr_buf_printf(x->out, "</%s>\n", name);
}

/* XML 1.0, production 2. */
static bool is_char(int32_t c) {
    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c < 0xD800) ||
           (c > 0xDFFF && c != 0xFFFE && c != 0xFFFF);
}

static void put(struct sr_buf *out, struct sr_str s) {
    for (uint32_t i = 0, size; i < s.n; i += size) {
        int32_t c = sr_utf8_at(s.p + i, s.p + s.n, &size);
        switch (c) {
        case '&': sr_buf_c(out, "&amp;"); break;
        case '<': sr_buf_c(out, "&lt;"); break;
        case '>': sr_buf_c(out, "&gt;"); break;
        case '"': sr_buf_c(out, "&quot;"); break;
        case '\r': sr_buf_c(out, "&#13;"); break; /* a reader would make a line feed of it */
        default:
            if (is_char(c)) sr_buf_add(out, s.p + i, size);
            else sr_buf_c(out, "\xEF\xBF\xBD");
        }
    }
}

void sr_xml_text(struct sr_xml *x, const char *name, struct sr_str text) {
    indent(x);
    sr_buf_printf(x->out, "<%s>", name);
    put(x->out, text);
    sr_buf_printf(x->out, "</%s>\n", name);
}
