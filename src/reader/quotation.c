#include "base/utf8.h"
#include "reader/parts.h"

/* Quotations from the marks. A mark that opens pushes, one that closes pops to its kin; what is still open where the
 * paragraph ends, ends there. It goes on in the next paragraph when that begins with an opening mark of its kin:
 *
 *     "We held them off.      ¶ 0, not closed
 *     "Then they left."       ¶ 1, continues 0
 *
 * One twin mark that opens while another is open: the first was never closed, unless the two nest as “ ‘ ” ’ do. */

enum { DEEPEST = 8 };

struct open {
    uint32_t quotation;
    bool twin;
};

struct stack {
    struct open items[DEEPEST];
    uint32_t depth;
};

static uint32_t token_of(const struct sr_read_work *w, uint32_t byte) { /* the token that begins at or after `byte` */
    uint32_t low = 0, high = w->tokens.count;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (w->tokens.items[mid].span.start < byte) low = mid + 1;
        else high = mid;
    }
    return low;
}

static bool open_one(struct sr_read_work *w, struct stack *s, const struct sr_quote_mark *m, uint32_t continues) {
    if (s->depth == DEEPEST) return true;
    struct sr_quotation q = {.span = {m->at, m->at + m->size},
                             .inner = {m->at + m->size, m->at + m->size},
                             .first = token_of(w, m->at),
                             .continues = continues,
                             .depth = (uint8_t)s->depth};
    s->items[s->depth++] = (struct open){w->quotations.count, m->twin};
    return SR_PUSH(w->scratch, w->quotations, q);
}

static void end_one(struct sr_read_work *w, const struct open *o, uint32_t inner, uint32_t outer, bool closed) {
    struct sr_quotation *q = &w->quotations.items[o->quotation];
    q->inner.end = inner;
    q->span.end = outer;
    q->closed = closed;
    q->end = token_of(w, outer);
}

static void close_to(struct sr_read_work *w, struct stack *s, const struct sr_quote_mark *m) {
    uint32_t k = s->depth;
    while (k && s->items[k - 1].twin != m->twin) k--;
    if (!k) return; /* nothing of its kin is open: a stray mark */
    while (s->depth > k) end_one(w, &s->items[--s->depth], m->at, m->at, false);
    end_one(w, &s->items[--s->depth], m->at, m->at + m->size, true);
}

static bool paragraph(struct sr_read_work *w, const struct sr_paragraph *p, uint32_t *mark, uint32_t *unclosed,
                      bool *twin) {
    struct stack s = {.depth = 0};
    bool head = true;
    uint32_t before = *unclosed;
    for (; *mark < w->marks.count && w->marks.items[*mark].at < p->span.end; ++*mark) {
        const struct sr_quote_mark *m = &w->marks.items[*mark];
        if (!m->opens) {
            close_to(w, &s, m);
            head = false;
            continue;
        }
        for (uint32_t k = s.depth; k; k--) /* of its kin: the earlier one was never closed */
            if (s.items[k - 1].twin == m->twin) {
                while (s.depth >= k) end_one(w, &s.items[--s.depth], m->at, m->at, false);
                break;
            }
        bool at_head = head && m->at == p->span.start;
        if (!open_one(w, &s, m, at_head && before != SR_NONE && *twin == m->twin ? before : SR_NONE)) return false;
        head = false;
    }
    *unclosed = s.depth ? s.items[0].quotation : SR_NONE;
    *twin = s.depth ? s.items[0].twin : false;
    while (s.depth) end_one(w, &s.items[--s.depth], p->span.end, p->span.end, false);
    return true;
}

bool sr_find_quotations(struct sr_read_work *w) {
    uint32_t mark = 0, unclosed = SR_NONE;
    bool twin = false;
    for (uint32_t i = 0; i < w->paragraphs.count; i++)
        if (!paragraph(w, &w->paragraphs.items[i], &mark, &unclosed, &twin)) return false;
    return true;
}
