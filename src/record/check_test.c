/* check_test.c: findings whose spans or references are wrong can't be written. */
#include "record/made_test.h"

enum wrong {
    NOTHING,
    BEYOND_THE_TEXT,
    EMPTY,
    BACKWARDS,
    INSIDE_A_CHARACTER,
    NUMBER_SPAN,
    NO_SUCH_NUMBER,
    NO_SUCH_ATTRIBUTION,
    LATER_SAME_AS,
    NO_SUCH_INCIDENT,
    FIGURE_WITHOUT_CLAIMS,
    FIGURE_OF_NO_CLAIM,
    SOURCE_NAME,
    SENTENCE
};

static const struct {
    const char *name;
    enum wrong wrong;
    enum sr_status want;
} rows[] = {
    {"as it was found", NOTHING, SR_OK},
    {"a span beyond the text", BEYOND_THE_TEXT, SR_ERR_SPAN},
    {"a span of nothing", EMPTY, SR_ERR_SPAN},
    {"a span that ends before it begins", BACKWARDS, SR_ERR_SPAN},
    {"a span that begins inside a character", INSIDE_A_CHARACTER, SR_ERR_SPAN},
    {"a number's span", NUMBER_SPAN, SR_ERR_SPAN},
    {"a number that isn't there", NO_SUCH_NUMBER, SR_ERR_SPAN},
    {"an attribution that isn't there", NO_SUCH_ATTRIBUTION, SR_ERR_SPAN},
    {"the same as a later claim", LATER_SAME_AS, SR_ERR_SPAN},
    {"an incident that isn't there", NO_SUCH_INCIDENT, SR_ERR_SPAN},
    {"a figure without claims", FIGURE_WITHOUT_CLAIMS, SR_ERR_SPAN},
    {"a figure of a claim that isn't there", FIGURE_OF_NO_CLAIM, SR_ERR_SPAN},
    {"a speaker's name", SOURCE_NAME, SR_ERR_SPAN},
    {"a sentence", SENTENCE, SR_ERR_SPAN},
};

static void spoil(struct made *m, enum wrong wrong) {
    struct sr_findings *f = &m->findings;
    struct sr_claim *claims = sr_arena_alloc(&m->arena, f->claims.count, sizeof *claims);
    struct sr_number *numbers = sr_arena_alloc(&m->arena, f->numbers.count, sizeof *numbers);
    struct sr_figure *figures = sr_arena_alloc(&m->arena, f->figures.count, sizeof *figures);
    struct sr_source *sources = sr_arena_alloc(&m->arena, f->attributions.source_count, sizeof *sources);
    struct sr_sentence *sentences = sr_arena_alloc(&m->arena, f->reading.sentence_count, sizeof *sentences);
    uint32_t *of = sr_arena_alloc(&m->arena, f->claims.count, sizeof *of);
    static const uint32_t far[] = {1000};
    memcpy(claims, f->claims.items, f->claims.count * sizeof *claims);
    memcpy(numbers, f->numbers.items, f->numbers.count * sizeof *numbers);
    memcpy(figures, f->figures.items, f->figures.count * sizeof *figures);
    memcpy(sources, f->attributions.sources, f->attributions.source_count * sizeof *sources);
    memcpy(sentences, f->reading.sentences, f->reading.sentence_count * sizeof *sentences);
    memcpy(of, f->incidents.of_claim, f->claims.count * sizeof *of);
    switch (wrong) {
    case NOTHING: break;
    case BEYOND_THE_TEXT: claims[0].span.end = m->document.text.n + 1; break;
    case EMPTY: claims[0].span.end = claims[0].span.start; break;
    case BACKWARDS: claims[0].span = (struct sr_span){9, 3}; break;
    case INSIDE_A_CHARACTER: claims[0].span = (struct sr_span){1, 9}; break;
    case NUMBER_SPAN: numbers[0].span.end = m->document.text.n + 7; break;
    case NO_SUCH_NUMBER: claims[0].number = f->numbers.count; break;
    case NO_SUCH_ATTRIBUTION: claims[0].attribution = f->attributions.count; break;
    case LATER_SAME_AS: claims[0].same_as = 1; break;
    case NO_SUCH_INCIDENT: of[0] = f->incidents.count; break;
    case FIGURE_WITHOUT_CLAIMS: figures[0].claims.count = 0; break;
    case FIGURE_OF_NO_CLAIM: figures[0].claims = (struct sr_indices){far, 1}; break;
    case SOURCE_NAME: sources[0].name = (struct sr_span){0, 0}; break;
    case SENTENCE: sentences[0].span.end = UINT32_MAX; break;
    default: break;
    }
    f->claims.items = claims;
    f->numbers.items = numbers;
    f->figures.items = figures;
    f->attributions.sources = sources;
    f->reading.sentences = sentences;
    f->incidents.of_claim = of;
}

int main(void) {
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct made m;
        struct sr_err err = {0};
        struct sr_buf out = {0};
        struct sr_record_options options = {.offsets = SR_OFFSETS_CODEPOINTS};
        if (!made_read(&m, "“Three men were killed and five were wounded in Leeds,” police said.")) return 1;
        SR_CHECK("two claims", m.findings.claims.count >= 2);
        spoil(&m, rows[i].wrong);
        SR_CHECK_INT(rows[i].name, sr_findings_check(&m.findings, &err), rows[i].want);
        SR_CHECK_INT(rows[i].name, sr_record_write(&m.findings, &options, &out, &err), rows[i].want);
        SR_CHECK("nothing was written", (out.size == 0) == (rows[i].want != SR_OK));
        sr_buf_release(&out);
        made_release(&m);
    }
    return sr_test_end("check");
}
