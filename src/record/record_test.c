/* record_test.c: what is written, read back: equal to the findings, each position a slice of the text in its unit. */
#include "record/record.h"

#include "base/utf8.h"
#include "record/made_test.h"
#include "record/read.h"
#include "record/validate.h"

static const char *const texts[] = {
    "Gunmen killed at least 14 people in Zürich 🚑 on Tuesday, “including three children”, a military source told "
    "AFP.\n\n"
    "Police said two or three attackers were shot dead; witnesses spoke of about ten. No one was missing, the mayor "
    "said.\n\n"
    "A policeman was killed. The attack comes a year after a bombing in Lagos that killed 41 people.",
    "\xEF\xBB\xBF"
    "Dozens were feared dead — 👩‍🚒 firefighters said — after a fire in São Paulo. Earlier, officials put "
    "the "
    "toll "
    "at "
    "12.\r\n",
    "The council met on Monday. Nothing happened.",
    "A bomb killed three men in Leeds on Monday afternoon, around 5 p.m., police said. By Tuesday night, four had "
    "died.",
    "x",
};

/* The byte where the unit's position stands. */
static uint32_t byte_of(struct sr_str text, enum sr_offsets unit, uint32_t position) {
    uint32_t size, at = 0, i = 0;
    for (; i < text.n && at < position; i += size) {
        (void)sr_utf8_at(text.p + i, text.p + text.n, &size);
        at += unit == SR_OFFSETS_BYTES ? size : unit == SR_OFFSETS_UTF16 && size == 4 ? 2 : 1;
    }
    return at == position ? i : SR_NONE;
}

static void check_slice(const struct made *m, enum sr_offsets unit, const uint32_t got[2], struct sr_span want) {
    struct sr_str text = m->document.text;
    struct sr_span bytes = {byte_of(text, unit, got[0]), byte_of(text, unit, got[1])};
    SR_CHECK("the position is the edge of a character", bytes.start != SR_NONE && bytes.end != SR_NONE);
    if (bytes.start == SR_NONE || bytes.end == SR_NONE || bytes.end < bytes.start) return;
    SR_CHECK_STR("the words at the position", sr_slice(text.p, bytes), sr_slice(text.p, want));
    SR_CHECK_INT("its beginning", bytes.start, want.start);
}

static void check_claim(const struct made *m, enum sr_offsets unit, const struct sr_read_record *r, uint32_t i) {
    const struct sr_claim *want = &m->findings.claims.items[i];
    const struct sr_read_claim *got = &r->claims[i];
    SR_CHECK_INT("measure", got->measure, want->measure);
    SR_CHECK_INT("hedge", got->hedge, want->hedge);
    SR_CHECK_INT("polarity", got->polarity, want->polarity);
    SR_CHECK_INT("low", got->low, want->low);
    SR_CHECK_INT("high", got->high, want->high);
    SR_CHECK_INT("value", got->value, want->value);
    SR_CHECK_INT("implicit", got->implicit, want->implicit);
    SR_CHECK_INT("incident", got->incident, m->findings.incidents.of_claim[i]);
    SR_CHECK_INT("same_as", got->same_as, want->same_as);
    SR_CHECK_INT("supersedes", got->supersedes, want->supersedes);
    SR_CHECK_INT("part_of", got->part_of, want->part_of);
    SR_CHECK_INT("speakers", got->sources.count, want->chain_count);
    for (uint32_t k = 0; k < got->sources.count && k < want->chain_count; k++)
        SR_CHECK_INT("speaker", got->sources.items[k], want->chain[k].speakers.items[0]);
    SR_CHECK_STR("of", got->of, want->of.end ? sr_slice(m->document.text.p, want->of) : SR_STR(""));
    check_slice(m, unit, got->span, want->span);
    if (want->number != SR_NONE) check_slice(m, unit, got->number_span, m->findings.numbers.items[want->number].span);
}

static void check_figures(const struct made *m, const struct sr_read_record *r) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->incident_count; i++)
        for (uint32_t k = 0; k < r->incidents[i].figure_count; k++, n++) {
            const struct sr_read_figure *got = &r->incidents[i].figures[k];
            const struct sr_figure *want = n < m->findings.figures.count ? &m->findings.figures.items[n] : NULL;
            if (!want) break;
            SR_CHECK_INT("figure's incident", i, want->incident);
            SR_CHECK_INT("figure's measure", got->measure, want->measure);
            SR_CHECK_STR("figure's facet", got->of, want->of);
            SR_CHECK_INT("figure's low", got->low, want->low);
            SR_CHECK_INT("figure's high", got->high, want->high);
            SR_CHECK_INT("figure's best", got->best, want->best);
            SR_CHECK_INT("figure's dispute", got->disputed, want->disputed);
            SR_CHECK_INT("figure's claims", got->claims.count, want->claims.count);
        }
    SR_CHECK_INT("figures", n, m->findings.figures.count);
}

static bool print_fault(void *user, const char *path, const char *message, const char *mend) {
    (void)user;
    printf("    %s: %s; %s\n", path, message, mend);
    return true;
}

static void test_round_trip(const char *text, enum sr_offsets unit) {
    static const char *const units[] = {"codepoints", "bytes", "utf16"};
    struct made m;
    struct sr_buf out = {0};
    struct sr_schema *schema = NULL;
    struct sr_validator *validator = NULL;
    struct sr_read_record r;
    struct sr_err err = {0};
    struct sr_faults faults = {.tell = print_fault};
    bool ok = made_read(&m, text) && sr_schema_open("sitrep/1", &schema, &err) == SR_OK &&
              sr_validator_open(&validator, &err) == SR_OK;
    SR_CHECK("opened", ok);
    if (ok) {
        made_write(&m, unit, &out);
        struct sr_str line = {out.p, (uint32_t)out.size};
        SR_CHECK_INT("what is written is sound", sr_validate(validator, line, &faults, &err), SR_OK);
        SR_CHECK_INT("it is read", sr_record_read(schema, line, &m.arena, &r, &err), SR_OK);
        SR_CHECK("it is one line", !memchr(out.p, '\n', out.size));
    }
    if (ok && !err.status) {
        SR_CHECK_STR("unit", r.offsets, sr_str_c(units[unit]));
        SR_CHECK_INT("characters", r.characters, sr_count_codepoints(m.document.text.p, m.document.text.n));
        SR_CHECK_STR("published", r.published, SR_STR("2021-06-03T10:00+00:00"));
        SR_CHECK_INT("claims", r.claim_count, m.findings.claims.count);
        SR_CHECK_INT("sources", r.source_count, m.findings.attributions.source_count);
        SR_CHECK_INT("incidents", r.incident_count, m.findings.incidents.count);
        for (uint32_t i = 0; i < r.claim_count && i < m.findings.claims.count; i++) check_claim(&m, unit, &r, i);
        check_figures(&m, &r);
    }
    sr_buf_release(&out);
    sr_schema_free(schema);
    sr_validator_free(validator);
    made_release(&m);
}

/* The same findings give the same bytes; the text is there only when it is asked for. */
static void test_options(void) {
    struct made m;
    struct sr_buf a, b, c = {0};
    struct sr_err err;
    if (!made_read(&m, texts[0])) return;
    made_write(&m, SR_OFFSETS_CODEPOINTS, &a);
    made_write(&m, SR_OFFSETS_CODEPOINTS, &b);
    SR_CHECK_STR("written twice", ((struct sr_str){a.p, (uint32_t)a.size}), ((struct sr_str){b.p, (uint32_t)b.size}));
    struct sr_record_options bare = {.offsets = SR_OFFSETS_CODEPOINTS};
    SR_CHECK_INT("written bare", sr_record_write(&m.findings, &bare, &c, &err), SR_OK);
    SR_CHECK("no text", memmem(c.p, c.size, "\"text\":null", 11) != NULL);
    SR_CHECK("no numbers", memmem(c.p, c.size, "\"numbers\":[]", 12) != NULL);
    sr_buf_release(&a);
    sr_buf_release(&b);
    sr_buf_release(&c);
    made_release(&m);
}

int main(void) {
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (uint32_t unit = SR_OFFSETS_CODEPOINTS; unit <= SR_OFFSETS_UTF16; unit++)
            test_round_trip(texts[i], (enum sr_offsets)unit);
    test_options();
    return sr_test_end("record");
}
