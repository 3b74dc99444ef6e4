/* heads.c: what the learned reader's heads answer, one JSON object a line, for train/evaluate.py --program.
 *
 *     make heads
 *     build/heads MODEL.safetensors < documents.jsonl          {"id","text"} a line
 *
 * A development tool: spans are bytes, nothing is decided beyond the heads (no rules of later stages). Bad lines end it.
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "reader/conllu.h"
#include "reader/encoder_read.h"
#include "reader/reader.h"

static void stop(const char *what) {
    fprintf(stderr, "heads: %s\n", what);
    exit(1);
}

static unsigned char *slurp(const char *name, size_t *size) {
    FILE *f = fopen(name, "rb");
    if (!f || fseek(f, 0, SEEK_END) != 0) stop("cannot open the model");
    long n = ftell(f);
    unsigned char *bytes = n < 0 ? NULL : aligned_alloc(64, ((size_t)n / 64 + 1) * 64);
    if (!bytes || fseek(f, 0, SEEK_SET) != 0 || fread(bytes, 1, (size_t)n, f) != (size_t)n)
        stop("cannot read the model");
    fclose(f);
    *size = (size_t)n;
    return bytes;
}

static json_t *span(struct sr_span s) {
    return json_pack("[i,i]", (int)s.start, (int)s.end);
}

static json_t *spans(struct sr_spans list) {
    json_t *out = json_array();
    for (uint32_t i = 0; i < list.count; i++) json_array_append_new(out, span(list.items[i]));
    return out;
}

static json_t *entities(const struct sr_reading *r) {
    json_t *out = json_array();
    for (uint32_t e = 0; e < r->entity_count; e++) {
        json_t *mentions = json_array();
        for (uint32_t i = 0; i < r->entities[e].mentions.count; i++) {
            json_array_append_new(mentions, span(r->mentions[r->entities[e].mentions.items[i]].span));
        }
        json_array_append_new(
            out, json_pack("{s:s,s:o}", "type", sr_entity_type_name(r->entities[e].type), "mentions", mentions));
    }
    return out;
}

static json_t *labels(const struct sr_reading *r) {
    json_t *attributions = json_array(), *times = json_array(), *roles = json_array(), *numbers = json_array(),
           *names = json_array();
    for (uint32_t i = 0; i < r->attribution_count; i++) {
        const struct sr_attribution_label *a = &r->attributions[i];
        json_array_append_new(attributions, json_pack("{s:o,s:o,s:o}", "source", spans(a->source), "cue", spans(a->cue),
                                                      "content", spans(a->content)));
    }
    for (uint32_t i = 0; i < r->timex_count; i++) {
        json_array_append_new(times,
                              json_pack("[o,s]", span(r->timexes[i].span), sr_timex_type_name(r->timexes[i].type)));
    }
    for (uint32_t i = 0; i < r->name_count; i++) {
        json_array_append_new(names, json_pack("[o,s,f]", span(r->names[i].span), sr_entity_type_name(r->names[i].type),
                                               (double)r->names[i].p));
    }
    for (uint32_t i = 0; i < r->role_count; i++) {
        uint32_t last = sr_token_at(r, r->roles[i].span.end - 1);
        json_array_append_new(roles,
                              json_pack("[o,s,f,b]", span(r->roles[i].span), sr_role_name(r->roles[i].role),
                                        (double)r->roles[i].p, r->tokens[last].upos == sr_upos_from(SR_STR("PROPN"))));
    }
    for (uint32_t i = 0; i < r->number_count; i++) {
        const struct sr_number_label *n = &r->numbers[i];
        json_array_append_new(numbers, json_pack("[o,s,s]", span(r->tokens[n->token].span),
                                                 n->measure == SR_MEASURE_COUNT ? "none" : sr_measure_name(n->measure),
                                                 sr_polarity_name(n->polarity)));
    }
    return json_pack("{s:o,s:o,s:o,s:o,s:o}", "attributions", attributions, "times", times, "names", names, "roles",
                     roles, "numbers", numbers);
}

static json_t *kinds(const struct sr_reading *r) {
    json_t *out = json_object();
    for (uint32_t k = 0; k < SR_KIND_COUNT; k++) {
        if (r->p_kind[k] > 0) json_object_set_new(out, sr_incident_kind_name(k), json_real((double)r->p_kind[k]));
    }
    return out;
}

int main(int argc, char **argv) {
    struct sr_arena weights, arena, scratch;
    struct sr_encoder *encoder;
    struct sr_lexicon lexicon;
    struct sr_err err;
    size_t size, room = 0;
    char *line = NULL;
    if (argc != 2) stop("usage: heads MODEL.safetensors < documents.jsonl");
    unsigned char *model = slurp(argv[1], &size);
    sr_arena_init(&weights, 0);
    sr_arena_init(&arena, 0);
    sr_arena_init(&scratch, 0);
    if (sr_encoder_open(model, size, NULL, &weights, &encoder, &err) != SR_OK) stop(err.message);
    if (sr_lexicon_open(&lexicon, &err) != SR_OK) stop(err.message);
    while (getline(&line, &room, stdin) > 0) {
        json_t *in = json_loads(line, 0, NULL);
        if (!in) stop("not JSON");
        const char *text = json_string_value(json_object_get(in, "text"));
        struct sr_document document = {.text = sr_str_c(text),
                                       .id = sr_str_c(json_string_value(json_object_get(in, "id")))};
        struct sr_read_in base_in = {&document, &lexicon};
        struct sr_reading base, r = {0};
        struct sr_buf trees = {0};
        const struct sr_learned learned = {encoder, SR_LEARN_ALL};
        if (sr_read_text(&base_in, &arena, &base, &err) != SR_OK) stop(err.message);
        if (sr_read_learned(&learned, &base_in, &base, &arena, &scratch, &r, &err) != SR_OK) stop(err.message);
        sr_conllu_write(&document, &r, &trees);
        json_t *out = labels(&r);
        json_object_set_new(out, "id", json_string(document.id.p));
        json_object_set_new(out, "entities", entities(&r));
        json_object_set_new(out, "has_names", json_boolean(r.has & SR_HAS_NAMES));
        json_object_set_new(out, "p_news", json_real((double)r.p_news));
        json_object_set_new(out, "p_kind", kinds(&r));
        json_object_set_new(out, "conllu", json_stringn(trees.p, trees.size));
        json_dumpf(out, stdout, JSON_COMPACT);
        putchar('\n');
        json_decref(out);
        json_decref(in);
        sr_buf_release(&trees);
        sr_arena_reset(&arena);
        sr_arena_reset(&scratch);
    }
    free(line), free(model);
    return 0;
}
