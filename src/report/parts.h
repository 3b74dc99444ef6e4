/* parts.h: what the files of report/ share. Private to report/. */
#ifndef SR_REPORT_PARTS_H
#define SR_REPORT_PARTS_H

#include "report/page.h"
#include "report/report.h"

struct sr_report {
    const struct sr_findings *f;
    const struct sr_lexicon *lexicon;
    const struct sr_report_options *options;
    struct sr_arena *scratch;
    struct sr_page page;
    bool *in_figure; /* [claims] a figure was derived from it */
    bool *overtaken; /* [claims] a later claim updates it */
    bool *added;     /* [claims] it comes in addition: "five more bodies", "three others" */
    bool failed;     /* memory ran out */
};

/* A string of the scratch arena; "", and the report has failed, where there was no memory for it. */
struct sr_str sr_kept(struct sr_report *r, struct sr_str s);

#define SAY(...) sr_kept(r, sr_arena_printf(r->scratch, __VA_ARGS__))
#define S(s) (int)(s).n, ((s).p ? (s).p : "") /* the two arguments of %.*s */

/* ---- words.c, names.c: values and speakers in words; strings live in the scratch arena ---- */

/* Runs of white space become one space, so that a break in the text is none in the report. */
struct sr_str sr_collapsed(struct sr_report *r, struct sr_str s);

/* "1,234"; "–" for a value that is not known. */
struct sr_str sr_say_count(struct sr_report *r, int64_t value);

/* "Fri 20 Nov 2015 07:00 UTC", as precise as it is known. */
struct sr_str sr_say_date(struct sr_report *r, const struct sr_date *date);

/* When an incident began. It must have a begin. */
struct sr_str sr_say_begin(struct sr_report *r, const struct sr_incident *incident);

/* What stands where an incident has no begin: "day not told"; "day not known" where words tell it ("on Sunday") but not
 * the day of the report that they count from. */
const char *sr_say_no_day(const struct sr_report *r);

/* The words of time that nothing dates, for want of the day of publication: “Sunday” · “Monday”; "" for none. */
struct sr_str sr_say_undated(struct sr_report *r);

bool sr_in_headline(const struct sr_findings *f, uint32_t byte);

/* "¶7", with no-break spaces; "headline" within the title. */
struct sr_str sr_say_where(struct sr_report *r, uint32_t byte);

/* The document's words between “ ”, white space collapsed, cut in the middle when longer than `most` columns. */
struct sr_str sr_say_words(struct sr_report *r, struct sr_span span, uint32_t most);

/* The same without quotation marks, in the letters that it would have within a sentence: "witnesses" for "Witnesses" at
 * its beginning, "the guerrillas" for "THE GUERRILLAS" in wire copy. */
struct sr_str sr_say_name(struct sr_report *r, struct sr_span span);

/* "AFP and witnesses"; "" for none. */
struct sr_str sr_say_speakers(struct sr_report *r, struct sr_indices sources);

/* The speakers of a claim: "a Malian military source, quoted by AFP"; the outlet's name, or "this report", for the
 * document's own voice; "speaker not named" for "reportedly". */
struct sr_str sr_say_chain(struct sr_report *r, const struct sr_claim *claim);

/* The name of a country by its code, or the code. */
struct sr_str sr_say_country(struct sr_report *r, const char *iso);

/* "Radisson Blu hotel, Bamako, Mali" */
struct sr_str sr_say_place(struct sr_report *r, uint32_t place, const struct sr_incident *incident);

/* A cell of a table of report words, by key and column; `otherwise` where the table lacks the key. */
const char *sr_say_cell(const struct sr_table *table, const char *key, uint32_t column, const char *otherwise);

/* The measure's row of report_measures.tsv: "killed", "held" … */
const char *sr_measure_key(uint8_t measure, uint8_t state);

/* "security forces" for "side=security-forces", "from India" for "nationality=IN". */
struct sr_str sr_say_facet(struct sr_report *r, struct sr_str facet);

/* "ARMED ATTACK" with large letters, "armed attack" without. */
struct sr_str sr_say_kind(struct sr_report *r, const struct sr_incident *incident, bool large);

/* The claim's words, its hedge included. */
struct sr_span sr_claim_words(const struct sr_findings *f, const struct sr_claim *claim);

/* True when two claims are the same figure by the same speakers. */
bool sr_claims_alike(const struct sr_report *r, const struct sr_claim *a, const struct sr_claim *b);

/* The claim's words, led by those that tell of its incident where they stand shortly before: from the last article
 * before them, eight words back at most. "the Paris massacre that left 130 people dead" says more than "130 people
 * dead". */
struct sr_span sr_words_with_event(const struct sr_findings *f, const struct sr_lexicon *lexicon,
                                   const struct sr_claim *claim);

/* The number with some of the words around it, within its sentence. */
struct sr_span sr_words_around(const struct sr_findings *f, const struct sr_number *number);

/* An unnamed speaker who stands behind a figure: a paper may quote a dozen passers-by on the weather. */
bool sr_is_unnamed_speaker(const struct sr_report *r, uint32_t source);

/* "suspected", "claims it" …; "" for stated. */
const char *sr_say_role_as(uint8_t as);

/* The filler is told already: in the tally, or as an earlier filler of the same role. */
bool sr_role_told_before(struct sr_report *r, const struct sr_role_fillers *all, uint32_t k);

/* The k-th of the incident's times is told already, in the same words. */
bool sr_time_told_before(const struct sr_report *r, const struct sr_incident *incident, uint32_t k);

/* The building where it was, where one is told, else the town; or SR_NONE. */
uint32_t sr_scene_of(const struct sr_report *r, const struct sr_incident *incident);

/* The rule of the incident's figures where it is another than the usual one, for they are to be read by it; else NULL. */
const char *sr_rule_told(const struct sr_report *r, uint32_t incident);

/* Why the document has no main incident. */
const char *sr_say_why_none(const struct sr_findings *f);

/* Fill in_figure, overtaken and added; false when memory ran out. */
bool sr_report_prepare(struct sr_report *r);

/* ---- the report's parts, in order ---- */

void sr_write_head(struct sr_report *r, const struct sr_incident *incident);  /* head.c */
void sr_write_tally(struct sr_report *r, uint32_t incident);                  /* tally.c */
void sr_write_about(struct sr_report *r, const struct sr_incident *incident); /* about.c */
void sr_write_apart(struct sr_report *r, uint32_t main_incident);             /* apart.c: what is not counted */
void sr_write_line(struct sr_report *r, uint32_t incident);                   /* line.c: the line to copy */

enum { SR_LABEL_WIDTH = 18 }; /* of "unnamed speakers" and its kin */

/* Begin a part that has its label at the left and its words beside it. */
void sr_part_begin(struct sr_report *r, const char *label);
void sr_part_end(struct sr_report *r);

#endif
