/* encoder_read.c: the model's answers as a struct sr_reading. */
#include "reader/encoder_read.h"

#include "base/utf8.h"
#include "reader/encoder_answers.h"
#include "reader/encoder_model.h"
#include "reader/group.h"

struct filler {
    const struct sr_encoder *m; /* with the heads that are asked */
    const struct sr_reading *base;
    const struct sr_answers *a;
    const struct sr_lexicon *lexicon;
    struct sr_arena *arena, *scratch;
    struct sr_reading *out;
    struct sr_token *tokens;
    struct sr_sentence *sentences;
};

/* What the model calls a thing, where the program has another name for it. */
static const struct {
    const char *label, *term;
} other_names[] = {
    {"PerpInd", "perpetrator_individual"},
    {"PerpOrg", "perpetrator_organization"},
    {"Target", "target"},
    {"Victim", "victim"},
    {"VictimDescription", "victim"},
    {"Weapon", "weapon"},
    {"attack", "armed-attack"},
};

static struct sr_str term_of(struct sr_str label) {
    for (size_t i = 0; i < sizeof other_names / sizeof *other_names; i++) {
        if (sr_str_is(label, other_names[i].label)) return sr_str_c(other_names[i].term);
    }
    return label;
}

static struct sr_span span_of(const struct filler *f, uint32_t first, uint32_t end) {
    return (struct sr_span){f->tokens[first].span.start, f->tokens[end - 1].span.end};
}

/* --- tokens, sentences, paragraphs ------------------------------------------------------------------------------ */

/* 1 at each token where a paragraph, a heading or a dateline begins, or the sentence after one; with `all`, where any
 * sentence of `base` begins. */
static uint8_t *forced_begins(const struct sr_reading *base, bool all, struct sr_arena *scratch) {
    uint8_t *begins = sr_arena_alloc(scratch, (size_t)base->token_count + 1, 1);
    for (uint32_t s = 0; begins && s < base->sentence_count; s++) {
        const struct sr_sentence *x = &base->sentences[s];
        if (all || s == 0 || x->paragraph != x[-1].paragraph) begins[x->first] = 1;
        if (x->kind != SR_SENTENCE_TEXT) begins[x->first] = begins[x->end] = 1;
    }
    return begins;
}

/* Labels copied into the arena, and cut at ':' into the relation and its subtype where asked. */
static struct sr_str *copy_labels(const struct filler *f, enum sr_label_set set, char after) {
    const struct sr_labels *labels = &f->m->labels[set];
    struct sr_str *out = sr_arena_alloc(f->arena, labels->count, sizeof *out);
    for (uint32_t i = 0; out && i < labels->count; i++) {
        struct sr_str s = labels->items[i];
        const char *colon = after ? memchr(s.p, after, s.n) : NULL;
        if (colon) s = (struct sr_str){colon + 1, s.n - (uint32_t)(colon + 1 - s.p)};
        else if (after) s.n = 0;
        out[i] = sr_arena_str(f->arena, s);
        if (!out[i].p) return NULL;
    }
    return out;
}

/* [labels XPOS] the features that each tag gives away; strings of the table. */
static const struct sr_str *features_of(const struct filler *f) {
    const struct sr_labels *xpos = &f->m->labels[SR_LABELS_XPOS];
    const struct sr_table *table = &f->lexicon->tables[SR_TABLE_PENN_TAGS];
    struct sr_str *out = sr_arena_alloc(f->scratch, xpos->count, sizeof *out);
    for (uint32_t i = 0; out && i < xpos->count; i++) {
        struct sr_str key = sr_fold(f->scratch, xpos->items[i]);
        if (!key.p) return NULL;
        uint32_t row = sr_table_find(table, key);
        out[i] = sr_str_c(row == SR_NONE ? "" : sr_table_cell(table, row, 1));
    }
    return out;
}

static bool fill_tags(struct filler *f) {
    const struct sr_labels *upos = &f->m->labels[SR_LABELS_UPOS];
    const struct sr_str *xpos = copy_labels(f, SR_LABELS_XPOS, 0), *features = features_of(f);
    if (!xpos || !features) return false;
    for (uint32_t t = 0; t < f->a->token_count; t++) {
        if (f->a->upos) {
            f->tokens[t].upos = (uint8_t)sr_upos_from(upos->items[f->a->upos[t]]);
            f->tokens[t].p_upos = f->a->p_upos[t];
        }
        if (!f->a->xpos) continue;
        f->tokens[t].xpos = xpos[f->a->xpos[t]];
        f->tokens[t].feats = features[f->a->xpos[t]];
    }
    if (f->a->upos) f->out->has |= SR_HAS_TAGS;
    return true;
}

static bool fill_trees(struct filler *f) {
    const struct sr_labels *rels = &f->m->labels[SR_LABELS_REL];
    const struct sr_str *subtypes = copy_labels(f, SR_LABELS_REL, ':');
    if (!subtypes) return false;
    for (uint32_t t = 0; f->a->heads && t < f->a->token_count; t++) {
        f->tokens[t].head = f->a->heads[t];
        f->tokens[t].p_head = f->a->p_heads[t];
        if (!f->a->rels) continue;
        struct sr_str rel = rels->items[f->a->rels[t]];
        const char *colon = memchr(rel.p, ':', rel.n);
        f->tokens[t].subtype = subtypes[f->a->rels[t]];
        f->tokens[t].deprel =
            (uint8_t)sr_deprel_from((struct sr_str){rel.p, colon ? (uint32_t)(colon - rel.p) : rel.n});
    }
    if (f->a->heads) f->out->has |= SR_HAS_TREES;
    return true;
}

static uint32_t background_label(const struct sr_labels *labels) {
    for (uint32_t i = 0; i < labels->count; i++) {
        if (sr_str_is(labels->items[i], "background")) return i;
    }
    return SR_NONE;
}

/* Whether the token may begin a number that counts something. */
static bool is_number(const struct filler *f, uint32_t t) {
    const struct sr_labels *measures = &f->m->labels[SR_LABELS_MEASURE];
    if (f->tokens[t].kind == SR_TOKEN_NUMBER || f->tokens[t].upos == SR_UPOS_NUM) return true;
    return f->a->measures && sr_measure_from(term_of(measures->items[f->a->measures[t]])) != SR_MEASURE_COUNT;
}

/* The model is asked at numbers: a sentence tells background as surely as its numbers do on average; -1 without any. */
static float background_of(const struct filler *f, const struct sr_answer_sentence *s, uint32_t background) {
    const uint32_t labels = f->m->labels[SR_LABELS_NEWS].count;
    float sum = 0.0f;
    uint32_t count = 0;
    if (!f->a->news || background == SR_NONE) return -1.0f;
    for (uint32_t t = s->first; t < s->end; t++) {
        if (!is_number(f, t)) continue;
        sum += f->a->news[(size_t)t * labels + background];
        count++;
    }
    return count ? sum / (float)count : -1.0f;
}

static void fill_sentences(struct filler *f) {
    const uint32_t background = background_label(&f->m->labels[SR_LABELS_NEWS]), count = f->a->sentence_count;
    if (f->a->news && background != SR_NONE) f->out->has |= SR_HAS_NEWS;
    for (uint32_t s = 0; s < count; s++) {
        const struct sr_answer_sentence *x = &f->a->sentences[s];
        const struct sr_sentence *by_rule = &f->base->sentences[f->tokens[x->first].sentence];
        struct sr_sentence *out = &f->sentences[s];
        *out = (struct sr_sentence){.span = span_of(f, x->first, x->end), .first = x->first, .end = x->end};
        out->paragraph = by_rule->paragraph;
        out->kind = by_rule->kind;
        out->p_end = s + 1 < count ? x[1].p : 1.0f;
        out->p_background = background_of(f, x, background);
    }
    for (uint32_t s = 0; s < count; s++) {
        for (uint32_t t = f->sentences[s].first; t < f->sentences[s].end; t++) f->tokens[t].sentence = s;
    }
}

static bool fill_paragraphs(struct filler *f) {
    const uint32_t count = f->base->paragraph_count;
    struct sr_paragraph *out = sr_arena_alloc(f->arena, count, sizeof *out);
    if (!out) return false;
    for (uint32_t p = 0, s = 0; p < count; p++) {
        out[p].span = f->base->paragraphs[p].span;
        out[p].first = s;
        while (s < f->a->sentence_count && f->sentences[s].paragraph == p) s++;
        out[p].end = s;
    }
    f->out->paragraphs = out;
    return true;
}

/* --- mentions and entities -------------------------------------------------------------------------------------- */

static enum sr_mention_form form_of(const struct filler *f, const struct sr_answer_mention *m) {
    const struct sr_token *head = &f->tokens[m->head];
    if (m->end - m->first == 1 && (head->upos == SR_UPOS_PRON || head->upos == SR_UPOS_DET)) return SR_FORM_PRONOUN;
    return head->upos == SR_UPOS_PROPN ? SR_FORM_NAME : SR_FORM_NOMINAL;
}

static bool fill_mentions(struct filler *f) {
    const struct sr_labels *labels = &f->m->labels[SR_LABELS_MENTION];
    const uint32_t count = f->a->mention_count;
    struct sr_mention *out = sr_arena_alloc(f->arena, count, sizeof *out);
    if (!out) return false;
    for (uint32_t i = 0; i < count; i++) {
        const struct sr_answer_mention *m = &f->a->mentions[i];
        uint32_t type = sr_entity_type_from(labels->items[m->label]);
        out[i] = (struct sr_mention){.span = span_of(f, m->first, m->end), .first = m->first, .end = m->end};
        out[i].head = m->head;
        out[i].type = (uint8_t)(type == SR_ENTITY_COUNT ? SR_ENTITY_OTHER : type);
        out[i].form = (uint8_t)form_of(f, m);
        out[i].p = m->p;
        out[i].p_link = m->p_link;
        out[i].entity = m->cluster;
    }
    struct sr_mention_groups groups = {.mentions = out, .mention_count = count};
    if (!sr_group_mentions(&groups, count, f->arena, f->scratch)) return false;
    f->out->mentions = out;
    f->out->mention_count = count;
    f->out->entities = groups.entities;
    f->out->entity_count = groups.entity_count;
    f->out->has |= SR_HAS_MENTIONS | (f->a->has_coreference ? SR_HAS_COREFERENCE : 0u);
    return true;
}

/* --- labels ----------------------------------------------------------------------------------------------------- */

static struct sr_spans chunk_spans(const struct filler *f, struct sr_answer_chunks chunks, const uint32_t *which,
                                   uint32_t count, float *p) {
    struct sr_span *spans = sr_arena_alloc(f->arena, count, sizeof *spans);
    for (uint32_t i = 0; spans && i < count; i++) {
        const struct sr_answer_chunk *c = &chunks.items[which[i]];
        spans[i] = span_of(f, c->first, c->end);
        if (c->p < *p) *p = c->p;
    }
    return (struct sr_spans){spans, count};
}

static bool fill_attributions(struct filler *f) {
    struct sr_attribution_label *out = sr_arena_alloc(f->arena, f->a->attribution_count, sizeof *out);
    if (!out) return false;
    for (uint32_t i = 0; i < f->a->attribution_count; i++) {
        const struct sr_answer_attribution *x = &f->a->attributions[i];
        out[i].p = x->p_source < x->p_content ? x->p_source : x->p_content;
        out[i].source = chunk_spans(f, f->a->sources, &x->source, x->source != SR_NONE, &out[i].p);
        out[i].cue = chunk_spans(f, f->a->cues, &x->cue, 1, &out[i].p);
        out[i].content = chunk_spans(f, f->a->contents, x->contents.items, x->contents.count, &out[i].p);
        if (!out[i].source.items || !out[i].cue.items || !out[i].content.items) return false;
    }
    f->out->attributions = out;
    f->out->attribution_count = f->a->attribution_count;
    f->out->has |= SR_HAS_ATTRIBUTIONS;
    return true;
}

/* The "DATE" of "B-DATE", the label at which chunks of that type begin; "" where there is none. */
static struct sr_str type_name(const struct filler *f, enum sr_label_set set, uint32_t chunk_label) {
    const struct sr_labels *labels = &f->m->labels[set];
    uint32_t at = 2 * chunk_label + 1;
    if (at >= labels->count || labels->items[at].n < 2) return SR_STR("");
    return (struct sr_str){labels->items[at].p + 2, labels->items[at].n - 2};
}

static bool fill_times(struct filler *f) {
    struct sr_timex_label *out = sr_arena_alloc(f->arena, f->a->times.count, sizeof *out);
    uint32_t count = 0;
    if (!out) return false;
    for (uint32_t i = 0; i < f->a->times.count; i++) {
        const struct sr_answer_chunk *c = &f->a->times.items[i];
        uint32_t type = sr_timex_type_from(type_name(f, SR_LABELS_TIMEX, c->label));
        if (type == SR_TIMEX_COUNT) continue;
        out[count++] = (struct sr_timex_label){span_of(f, c->first, c->end), (uint8_t)type, c->p};
    }
    f->out->timexes = out;
    f->out->timex_count = count;
    f->out->has |= SR_HAS_TIMEXES;
    return true;
}

static bool fill_names(struct filler *f) {
    struct sr_name_label *out = sr_arena_alloc(f->arena, f->a->names.count, sizeof *out);
    uint32_t count = 0;
    if (!out) return false;
    for (uint32_t i = 0; i < f->a->names.count; i++) {
        const struct sr_answer_chunk *c = &f->a->names.items[i];
        uint32_t type = sr_entity_type_from(type_name(f, SR_LABELS_NAME, c->label));
        if (type == SR_ENTITY_COUNT) continue;
        out[count++] = (struct sr_name_label){span_of(f, c->first, c->end), c->first, c->end, (uint8_t)type, c->p};
    }
    f->out->names = out;
    f->out->name_count = count;
    f->out->has |= SR_HAS_NAMES;
    return true;
}

/* A label for each token that may begin a number: digits, numerals, and whatever the model gives a measure. */
static bool fill_numbers(struct filler *f) {
    const struct sr_labels *measures = &f->m->labels[SR_LABELS_MEASURE];
    const struct sr_labels *polarities = &f->m->labels[SR_LABELS_POLARITY];
    struct sr_number_label *out = sr_arena_alloc(f->arena, f->a->token_count, sizeof *out);
    uint32_t count = 0;
    if (!out) return false;
    for (uint32_t t = 0; t < f->a->token_count; t++) {
        uint32_t measure = sr_measure_from(term_of(measures->items[f->a->measures[t]]));
        uint32_t polarity = sr_polarity_from(term_of(polarities->items[f->a->polarities[t]]));
        if (!is_number(f, t)) continue;
        if (polarity == SR_POLARITY_COUNT) polarity = SR_POLARITY_ASSERTED;
        out[count++] =
            (struct sr_number_label){t, (uint8_t)measure, (uint8_t)polarity, SR_SIDE_COUNT, f->a->p_numbers[t]};
    }
    f->out->numbers = out;
    f->out->number_count = count;
    f->out->has |= SR_HAS_NUMBERS;
    return true;
}

static bool fill_roles(struct filler *f) {
    const struct sr_labels *roles = &f->m->labels[SR_LABELS_MUC_ROLE], *kinds = &f->m->labels[SR_LABELS_MUC_DOC];
    struct sr_role_label *out = sr_arena_alloc(f->arena, f->a->roles.count, sizeof *out);
    uint32_t count = 0, best = SR_KIND_OTHER;
    float relevant = 1.0f; /* roles belong to what the document reports: as likely as it is that it reports anything */
    if (!out) return false;
    for (uint32_t i = 0; i < kinds->count; i++) {
        uint32_t kind = sr_incident_kind_from(term_of(kinds->items[i]));
        if (sr_str_is(kinds->items[i], "relevant")) relevant = f->out->p_news = f->a->document[i];
        if (kind == SR_KIND_COUNT) continue;
        f->out->p_kind[kind] = f->a->document[i];
        if (f->a->document[i] > f->out->p_kind[best]) best = kind;
    }
    for (uint32_t i = 0; i < f->a->roles.count; i++) {
        const struct sr_answer_chunk *c = &f->a->roles.items[i];
        uint32_t role = sr_role_from(term_of(roles->items[c->label]));
        if (role == SR_ROLE_COUNT) continue;
        struct sr_role_label label = {span_of(f, c->first, c->end), SR_NONE, (uint8_t)role, (uint8_t)best,
                                      c->p * relevant};
        out[count++] = label;
    }
    f->out->roles = out;
    f->out->role_count = count;
    f->out->has |= SR_HAS_ROLES;
    return true;
}

static bool fill(struct filler *f) {
    const bool *has = f->m->has;
    const uint32_t n = f->base->token_count;
    f->tokens = sr_arena_alloc(f->arena, n, sizeof *f->tokens);
    f->sentences = sr_arena_alloc(f->arena, f->a->sentence_count, sizeof *f->sentences);
    if (!f->tokens || !f->sentences) return false;
    if (n) memcpy(f->tokens, f->base->tokens, n * sizeof *f->tokens);
    if (!fill_tags(f)) return false;
    fill_sentences(f);
    f->out->tokens = f->tokens;
    f->out->sentences = f->sentences;
    f->out->sentence_count = f->a->sentence_count;
    return fill_paragraphs(f) && fill_trees(f) && (!has[SR_HEAD_MENTION] || fill_mentions(f)) &&
           (!has[SR_HEAD_ATTR] || fill_attributions(f)) && (!has[SR_HEAD_TIMEX] || fill_times(f)) &&
           (!has[SR_HEAD_NAME] || fill_names(f)) && (!has[SR_HEAD_NUMBER] || fill_numbers(f)) &&
           (!has[SR_HEAD_MUC] || fill_roles(f));
}

/* The encoder with those heads only that the parts need. */
static struct sr_encoder with_heads_for(const struct sr_learned *learned) {
    static const struct {
        enum sr_head head;
        uint32_t part;
    } needs[] = {
        {SR_HEAD_SENT, SR_LEARN_SENTENCES},  {SR_HEAD_UPOS, SR_HAS_TAGS},         {SR_HEAD_XPOS, SR_HAS_TAGS},
        {SR_HEAD_ARC, SR_HAS_TREES},         {SR_HEAD_REL, SR_HAS_TREES},         {SR_HEAD_MENTION, SR_HAS_MENTIONS},
        {SR_HEAD_COREF, SR_HAS_COREFERENCE}, {SR_HEAD_ATTR, SR_HAS_ATTRIBUTIONS}, {SR_HEAD_TIMEX, SR_HAS_TIMEXES},
        {SR_HEAD_MUC, SR_HAS_ROLES},         {SR_HEAD_NUMBER, SR_HAS_NUMBERS},    {SR_HEAD_NEWS, SR_HAS_NEWS},
        {SR_HEAD_NAME, SR_HAS_NAMES}};
    struct sr_encoder asked = *learned->encoder;
    for (size_t i = 0; i < sizeof needs / sizeof *needs; i++)
        if (!(learned->parts & needs[i].part)) asked.has[needs[i].head] = false;
    return asked;
}

enum sr_status sr_read_learned(const struct sr_learned *learned, const struct sr_read_in *in,
                               const struct sr_reading *base, struct sr_arena *arena, struct sr_arena *scratch,
                               struct sr_reading *out, struct sr_err *err) {
    struct sr_answers answers;
    struct sr_reading result = *base;
    const struct sr_encoder asked = with_heads_for(learned);
    struct filler f = {.m = &asked,
                       .lexicon = in->lexicon,
                       .base = base,
                       .a = &answers,
                       .arena = arena,
                       .scratch = scratch,
                       .out = &result};
    struct sr_span *spans = sr_arena_alloc(scratch, base->token_count, sizeof *spans);
    uint8_t *begins = forced_begins(base, !asked.has[SR_HEAD_SENT], scratch);
    if (!spans || !begins) return sr_fail_memory(err, "the reading of a document");
    for (uint32_t t = 0; t < base->token_count; t++) spans[t] = base->tokens[t].span;
    enum sr_status status = sr_answer(&asked, in->document->text, (struct sr_spans){spans, base->token_count}, begins,
                                      arena, scratch, &answers, err);
    if (status != SR_OK) return status;
    if (!fill(&f)) return sr_fail_memory(err, "the reading of a document");
    *out = result;
    return SR_OK;
}
