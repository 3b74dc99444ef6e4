/* head.c: what, where, when, whether it goes on; and which report says so. */
#include "report/parts.h"

/* A piece of the head line keeps together unless it is longer than a line. */
static void piece(struct sr_report *r, enum sr_style style, struct sr_str s) {
    uint32_t width = sr_page_width_of(s);
    if (r->page.column && r->page.column + 3 + width > r->page.width) sr_page_end_line(&r->page);
    if (r->page.column) sr_page_tab(&r->page, r->page.column + 3);
    sr_page_text(&r->page, style, s);
    sr_page_tab(&r->page, 0);
}

uint32_t sr_scene_of(const struct sr_report *r, const struct sr_incident *inc) {
    for (uint32_t i = 0; i < inc->place_count; i++)
        if (inc->places[i].role == SR_PLACE_ROLE_SCENE &&
            r->f->places.items[inc->places[i].place].class == SR_PLACE_FACILITY)
            return inc->places[i].place;
    return inc->place;
}

static void write_incident(struct sr_report *r, const struct sr_incident *inc) {
    piece(r, SR_STYLE_STRONG, sr_say_kind(r, inc, true));
    piece(r, SR_STYLE_STRONG,
          inc->place == SR_NONE ? SR_STR("place not told") : sr_say_place(r, sr_scene_of(r, inc), inc));
    piece(r, SR_STYLE_STRONG, inc->has_begin ? sr_say_begin(r, inc) : sr_str_c(sr_say_no_day(r)));
    if (inc->phase == SR_PHASE_ENDED) piece(r, SR_STYLE_PLAIN, SR_STR("over"));
    if (inc->phase == SR_PHASE_ONGOING) piece(r, SR_STYLE_ALARM, SR_STR("still going on"));
    sr_page_end_line(&r->page);
}

/* The agencies that the report leans on: those that it quotes, and the one of its dateline. */
static void write_agencies(struct sr_report *r) {
    const struct sr_attributions *a = &r->f->attributions;
    struct sr_span wire = r->f->document->dateline.agency;
    uint32_t told = 0;
    if (wire.end) {
        sr_page_c(&r->page, SR_STYLE_PLAIN, ", after ");
        sr_page_text(&r->page, SR_STYLE_PLAIN, sr_say_name(r, wire));
        told++;
    }
    for (uint32_t i = 0; i < a->source_count; i++) {
        const struct sr_source *s = &a->sources[i];
        if (s->kind != SR_SOURCE_AGENCY || s->anonymous) continue;
        struct sr_str name = sr_say_name(r, s->name);
        if (wire.end && sr_str_eq(name, sr_say_name(r, wire))) continue;
        sr_page_c(&r->page, SR_STYLE_PLAIN, told++ ? ", " : ", after ");
        sr_page_text(&r->page, SR_STYLE_PLAIN, name);
    }
}

static void write_source(struct sr_report *r) {
    const struct sr_document *d = r->f->document;
    r->page.indent = 2;
    sr_page_c(&r->page, SR_STYLE_PLAIN, "1 report: ");
    sr_page_text(&r->page, SR_STYLE_PLAIN, d->outlet.n ? d->outlet : d->id.n ? d->id : SR_STR("no name"));
    if (d->has_published) {
        sr_page_c(&r->page, SR_STYLE_PLAIN, ", ");
        sr_page_text(&r->page, SR_STYLE_PLAIN, sr_say_date(r, &d->published));
    }
    write_agencies(r);
    sr_page_end_line(&r->page);
    struct sr_str title = d->title;
    if (d->title_span.end) title = sr_say_words(r, d->title_span, 300);
    else if (title.n) title = sr_arena_printf(r->scratch, "“%.*s”", (int)title.n, title.p);
    sr_page_text(&r->page, SR_STYLE_FAINT, title);
    sr_page_end_line(&r->page);
    r->page.indent = 0;
}

void sr_write_head(struct sr_report *r, const struct sr_incident *incident) {
    if (incident) write_incident(r, incident);
    else {
        sr_page_c(&r->page, SR_STYLE_STRONG, "NO INCIDENT IS REPORTED HERE");
        sr_page_end_line(&r->page);
    }
    write_source(r);
}

void sr_part_begin(struct sr_report *r, const char *label) {
    sr_page_end_line(&r->page);
    r->page.indent = SR_LABEL_WIDTH;
    sr_page_c(&r->page, SR_STYLE_FAINT, label);
    sr_page_tab(&r->page, SR_LABEL_WIDTH);
}

void sr_part_end(struct sr_report *r) {
    sr_page_end_line(&r->page);
    r->page.indent = 0;
}
