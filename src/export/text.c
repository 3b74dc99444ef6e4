#include "export/text.h"

void sr_text_open(struct sr_exporter *e, const json_t *document, struct sr_text *out) {
    struct sr_text t = {.text = sr_value_str(document, "text")};
    struct sr_str name = sr_value_str(document, "offsets");
    enum sr_offsets unit = sr_str_is(name, "bytes")   ? SR_OFFSETS_BYTES
                           : sr_str_is(name, "utf16") ? SR_OFFSETS_UTF16
                                                      : SR_OFFSETS_CODEPOINTS;
    *out = (struct sr_text){0};
    if (!t.text.p) return;
    if (sr_positions_make(t.text, unit, &e->line, &t.units) &&
        sr_positions_make(t.text, SR_OFFSETS_CODEPOINTS, &e->line, &t.codepoints))
        *out = t;
    else e->failed = true;
}

uint32_t sr_text_byte(const struct sr_text *t, const json_t *position) {
    json_int_t want = json_integer_value(position);
    if (!t->text.p || !json_is_integer(position) || want < 0 || want > UINT32_MAX) return SR_NONE;
    /* the last byte whose position is not beyond it: those within a character count as after it */
    uint32_t low = 0, high = t->text.n;
    while (low < high) {
        uint32_t middle = high - (high - low) / 2;
        if (sr_position(&t->units, middle) <= want) low = middle;
        else high = middle - 1;
    }
    bool inside = low < t->text.n && ((unsigned char)t->text.p[low] & 0xC0) == 0x80;
    return inside || sr_position(&t->units, low) != want ? SR_NONE : low;
}

struct sr_str sr_text_words(const struct sr_text *t, const json_t *span) {
    uint32_t start = sr_text_byte(t, json_array_get(span, 0)), end = sr_text_byte(t, json_array_get(span, 1));
    if (start == SR_NONE || end == SR_NONE || end < start) return (struct sr_str){NULL, 0};
    return sr_slice(t->text.p, (struct sr_span){start, end});
}
