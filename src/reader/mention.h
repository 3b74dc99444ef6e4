/* mention.h: what the finders of mentions share, for use inside reader/ only.
 *
 * Each token is looked up once in the tables that tell of names and nouns; the finders then only ask. */
#ifndef SR_READER_MENTION_H
#define SR_READER_MENTION_H

#include "base/map.h"
#include "reader/parts.h"

enum sr_word_is {
    SR_IS_CLOSED = 1, /* of a closed class, or a word of dates */
    SR_IS_DET = 2,
    SR_IS_NUMBER = 4,
    SR_IS_MODIFIER = 8,
    SR_IS_VERB = 16, /* a form of a verb that the tables know, or in -ed */
    SR_IS_PARTICLE = 32,
    SR_IS_FIRST_NAME = 64,
    SR_IS_TITLE = 128,
    SR_IS_DEMONYM = 256,
    SR_IS_CAPITAL = 512,  /* begins with a capital that means something */
    SR_IS_OPENING = 1024, /* stands first in its sentence or quotation */
    SR_IS_MUTE = 4096,    /* stands in a sentence whose capitals tell nothing */
    SR_IS_IN_NOUN = 2048, /* an inner word of a noun of several words ("news" in "news agency") */
};

struct sr_word_info {
    uint32_t is;         /* enum sr_word_is */
    uint32_t noun;       /* row of nouns.tsv, at the noun's last word; SR_NONE */
    uint32_t known;      /* row of known_names.tsv, at the name's first word; SR_NONE */
    uint32_t known_size; /* how many tokens that name or place has */
    uint32_t named;      /* row of name_words.tsv; SR_NONE */
    uint32_t place;      /* how many tokens from here on name a place of the gazetteer; 0 */
    bool is_large;       /* that place is a country, or a town that most readers know */
    uint8_t sex;         /* 'm', 'f' or 0, by title, first name or noun */
};

struct sr_finder {
    struct sr_read_work *w;
    const struct sr_reading *view; /* tokens and sentences, for sr_match_at */
    struct sr_word_info *info;     /* [token_count] */
    struct sr_map capital, small;  /* norms seen with a capital within a sentence, and without */
    bool capitals;                 /* the sentence at hand tells nothing by its capitals */
    uint32_t has;                  /* enum sr_has of the tokens */
};

/* Fill f->info. */
bool sr_words_look_up(struct sr_finder *f);

/* A name that begins at token `at`: its end, or `at` when there is none. (name.c) */
uint32_t sr_name_end(const struct sr_finder *f, uint32_t at, uint32_t end);

/* What the name [first, end) names, and how sure that is. (name.c) */
enum sr_entity_type sr_name_type(const struct sr_finder *f, uint32_t first, uint32_t end, float *p);

/* All tokens are nouns, titles or modifiers that carry capitals: "Prime Minister" is no name. (name.c) */
bool sr_name_is_nominal(const struct sr_finder *f, uint32_t first, uint32_t end);

/* Append a mention, its own entity for now. */
bool sr_mention_add(struct sr_finder *f, uint32_t first, uint32_t end, uint32_t head, enum sr_entity_type type,
                    enum sr_mention_form form, float p);

/* Mentions by trees, for a reading that has them. (mention_tree.c) */
bool sr_mentions_by_tree(struct sr_finder *f);

/* Group the mentions: entities, and each mention's entity and p_link. (coreference.c) */
bool sr_find_coreference(struct sr_finder *f);

static inline const struct sr_table *sr_f_table(const struct sr_finder *f, enum sr_table_id id) {
    return &f->w->lexicon->tables[id];
}

static inline const struct sr_token *sr_f_token(const struct sr_finder *f, uint32_t i) {
    return &f->w->tokens.items[i];
}

#endif
