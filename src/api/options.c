#include "api/api.h"

int sr_choose(const char *value, const char *const *names, const char *what, struct sr_error *error) {
    int i = 0;
    for (; names[i]; i++)
        if (strcmp(value, names[i]) == 0) return i;
    char list[160];
    size_t at = 0;
    for (i = 0; names[i] && at < sizeof list; i++)
        at += (size_t)snprintf(list + at, sizeof list - at, "%s%s", i ? ", " : "take one of: ", names[i]);
    struct sr_err err;
    (void)sr_fail(&err, SR_ERR_USAGE, list, "'%.60s' is no %s", value, what);
    (void)sr_error_from(&err, error);
    return -1;
}

static int stage(const char *name, struct sr_error *error) {
    const char *names[SR_STAGE_COUNT + 1] = {NULL};
    for (uint32_t i = 0; i < SR_STAGE_COUNT; i++) names[i] = sr_stage_name(i);
    return name ? sr_choose(name, names, "stage", error) : SR_STAGE_COUNT - 1;
}

static int rule(const char *name, struct sr_error *error) {
    const char *names[16] = {NULL};
    for (uint32_t i = 0; i < 15 && sr_rule_name(i); i++) names[i] = sr_rule_name(i);
    return name ? sr_choose(name, names, "rule", error) : 0;
}

int sr_choose_format(const char *name, struct sr_error *error) {
    static const char *const names[] = {"jsonl", "conllu", "text", "explain", "html", NULL};
    return sr_choose(name, names, "format", error);
}

int sr_options_check(const struct sr_options *options, struct sr_plan *plan, struct sr_error *error) {
    static const struct sr_options defaults = {0};
    static const char *const offsets[] = {"codepoints", "bytes", "utf16", NULL};
    struct sr_err err;
    if (!options) options = &defaults;
    struct sr_plan p = {.options = options};
    int until = stage(options->until, error), by = until < 0 ? -1 : rule(options->rule, error);
    int unit = SR_OFFSETS_CODEPOINTS;
    if (by >= 0 && options->offsets) unit = sr_choose(options->offsets, offsets, "unit of offsets", error);
    if (until < 0 || by < 0 || unit < 0) return SR_CODE_USAGE;
    p.until = (enum sr_stage)until;
    p.offsets = (enum sr_offsets)unit;
    p.has_published = options->published != NULL;
    if (p.has_published && !sr_date_parse(sr_str_c(options->published), &p.published)) {
        (void)sr_fail(&err, SR_ERR_DATE, "write it as 2015-11-20 or 2015-11-20T07:00Z",
                      "the time of publication is not a date: '%.60s'", options->published);
        return sr_error_from(&err, error);
    }
    if (options->conllu && options->conllu_size > UINT32_MAX) {
        (void)sr_fail(&err, SR_ERR_LIMIT, "split it", "the CoNLL-U file is longer than 4 GiB");
        return sr_error_from(&err, error);
    }
    *plan = p;
    return 0;
}

int sr_options_validate(const struct sr_options *options, struct sr_error *error) {
    struct sr_plan plan;
    return sr_options_check(options, &plan, error);
}
