#include "reader/conllu.h"

static void field(struct sr_buf *out, struct sr_str s) {
    if (!s.n) {
        sr_buf_char(out, '_');
        return;
    }
    for (uint32_t i = 0; i < s.n; i++) { /* a tab or a break within would make another column or line of it */
        char c = s.p[i];
        sr_buf_char(out, c >= '\t' && c <= '\r' ? ' ' : c);
    }
}

static bool space_after(const struct sr_reading *r, uint32_t i) {
    return i + 1 >= r->token_count || r->tokens[i + 1].space_before;
}

static void token(const struct sr_document *d, const struct sr_reading *r, uint32_t first, uint32_t i, bool part,
                  struct sr_buf *out) {
    const struct sr_token *t = &r->tokens[i];
    bool tree = (r->has & SR_HAS_TREES) && t->head != SR_NONE;
    sr_buf_printf(out, "%u\t", i - first + 1);
    field(out, sr_slice(d->text.p, t->span));
    sr_buf_char(out, '\t');
    field(out, t->lemma);
    sr_buf_printf(out, "\t%s\t", sr_upos_name(t->upos));
    field(out, t->xpos);
    sr_buf_char(out, '\t');
    field(out, t->feats);
    if (tree) sr_buf_printf(out, "\t%u\t%s", t->head == i ? 0 : t->head - first + 1, sr_deprel_name(t->deprel));
    else sr_buf_c(out, "\t_\t_");
    if (tree && t->subtype.n) {
        sr_buf_char(out, ':');
        sr_buf_str(out, t->subtype);
    }
    sr_buf_c(out, "\t_\t");
    sr_buf_c(out, part || space_after(r, i) ? "_\n" : "SpaceAfter=No\n");
}

static void sentence(const struct sr_document *d, const struct sr_reading *r, uint32_t index, struct sr_buf *out) {
    const struct sr_sentence *s = &r->sentences[index];
    if (r->paragraphs[s->paragraph].first == index) sr_buf_c(out, "# newpar\n");
    sr_buf_printf(out, "# sent_id = %u\n# text = ", index + 1);
    field(out, sr_slice(d->text.p, s->span));
    sr_buf_char(out, '\n');
    for (uint32_t i = s->first; i < s->end;) {
        uint32_t end = i + 1;
        while (end < s->end && r->tokens[end].joined) end++;
        if (end > i + 1) {
            sr_buf_printf(out, "%u-%u\t", i - s->first + 1, end - s->first);
            field(out, sr_slice(d->text.p, (struct sr_span){r->tokens[i].span.start, r->tokens[end - 1].span.end}));
            sr_buf_printf(out, "\t_\t_\t_\t_\t_\t_\t_\t%s", space_after(r, end - 1) ? "_\n" : "SpaceAfter=No\n");
        }
        bool parts = end > i + 1;
        for (; i < end; i++) token(d, r, s->first, i, parts, out);
    }
    sr_buf_char(out, '\n');
}

void sr_conllu_write(const struct sr_document *document, const struct sr_reading *reading, struct sr_buf *out) {
    sr_buf_c(out, "# newdoc id = ");
    field(out, document->id);
    sr_buf_char(out, '\n');
    for (uint32_t i = 0; i < reading->sentence_count; i++) sentence(document, reading, i, out);
}
