#include <pthread.h>

#include "api/api.h"

enum { SLOTS_A_WORKER = 4, MOST_WORKERS = 256 };

/* Slots form a ring: document n is in slot n % count from when a worker takes it off the input until the sink has had
 * it. Workers take their documents themselves, one at a time, so that nobody who waits for input holds up output. */
struct slot {
    struct sr_article *article;
    const char *bytes;
    size_t size;
    struct sr_error error;
    bool failed, done;
};

struct stream {
    const struct sr_context *context;
    struct sr_input *input;
    const struct sr_options *options;
    const char *format;
    struct slot *slots;
    unsigned slot_count;
    pthread_mutex_t lock;
    pthread_cond_t can_take, can_give;
    uint64_t taken, given; /* documents: taken off the input, given to the sink */
    bool taking;           /* a worker is at the input */
    bool ended, stopped;   /* the input has ended; the sink wants no more */
};

/* Take and read one document into a slot. False at the input's end. */
static bool take(struct stream *s, struct slot *slot) {
    slot->failed = slot->done = false;
    slot->bytes = NULL;
    slot->size = 0;
    int next = sr_input_next(s->input, slot->article, &slot->error);
    slot->failed = next == SR_NEXT_FAILED;
    return next != SR_NEXT_END;
}

static void work_on(const struct stream *s, struct slot *slot) {
    if (slot->failed) return;
    slot->failed = sr_article_read(slot->article, s->options, &slot->error) != 0 ||
                   sr_article_write(slot->article, s->format, s->options, &slot->bytes, &slot->size, &slot->error) != 0;
}

static int give(const struct slot *slot, uint64_t documents, uint64_t *skipped, sr_sink *sink, void *user) {
    if (slot->failed) (*skipped)++;
    struct sr_result result = {.bytes = slot->failed ? NULL : slot->bytes,
                               .size = slot->failed ? 0 : slot->size,
                               .error = slot->failed ? &slot->error : NULL,
                               .warning = sr_article_warning(slot->article),
                               .documents = documents,
                               .skipped = *skipped};
    return sink(user, &result);
}

static void *worker(void *argument) {
    struct stream *s = argument;
    pthread_mutex_lock(&s->lock);
    for (;;) {
        while (!s->stopped && !s->ended && (s->taking || s->taken - s->given == s->slot_count))
            pthread_cond_wait(&s->can_take, &s->lock);
        if (s->stopped || s->ended) break;
        struct slot *slot = &s->slots[s->taken % s->slot_count];
        s->taking = true;
        pthread_mutex_unlock(&s->lock);
        bool more = take(s, slot);
        pthread_mutex_lock(&s->lock);
        s->taking = false;
        if (!more) {
            s->ended = true;
            pthread_cond_broadcast(&s->can_give);
        } else s->taken++;
        pthread_cond_broadcast(&s->can_take);
        if (!more) break;
        pthread_mutex_unlock(&s->lock);
        work_on(s, slot);
        pthread_mutex_lock(&s->lock);
        slot->done = true;
        pthread_cond_signal(&s->can_give);
    }
    pthread_mutex_unlock(&s->lock);
    return NULL;
}

/* Hand the documents to the sink in order, as each is done. */
static void drain(struct stream *s, sr_sink *sink, void *user) {
    uint64_t skipped = 0;
    for (;;) {
        struct slot *slot = &s->slots[s->given % s->slot_count];
        pthread_mutex_lock(&s->lock);
        while (!(s->given < s->taken && slot->done) && !(s->ended && s->given == s->taken))
            pthread_cond_wait(&s->can_give, &s->lock);
        bool any = s->given < s->taken;
        pthread_mutex_unlock(&s->lock);
        if (!any) return;
        int stop = give(slot, s->given + 1, &skipped, sink, user);
        pthread_mutex_lock(&s->lock);
        slot->done = false;
        s->given++;
        s->stopped = stop != 0;
        pthread_cond_broadcast(&s->can_take);
        pthread_mutex_unlock(&s->lock);
        if (stop) return;
    }
}

static void in_one_thread(struct stream *s, sr_sink *sink, void *user) {
    struct slot *slot = &s->slots[0];
    uint64_t documents = 0, skipped = 0;
    while (take(s, slot)) {
        work_on(s, slot);
        if (give(slot, ++documents, &skipped, sink, user)) return;
    }
}

static int in_many_threads(struct stream *s, unsigned workers, sr_sink *sink, void *user, struct sr_error *error) {
    pthread_t threads[MOST_WORKERS];
    unsigned started = 0;
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->can_take, NULL);
    pthread_cond_init(&s->can_give, NULL);
    while (started < workers && pthread_create(&threads[started], NULL, worker, s) == 0) started++;
    /* fewer threads than asked for are a slower stream, not a failed one */
    if (started) drain(s, sink, user);
    for (unsigned i = 0; i < started; i++) pthread_join(threads[i], NULL);
    pthread_cond_destroy(&s->can_give);
    pthread_cond_destroy(&s->can_take);
    pthread_mutex_destroy(&s->lock);
    if (started) return 0;
    struct sr_err err;
    (void)sr_fail(&err, SR_ERR_MEMORY, "take fewer workers", "no thread could be started");
    return sr_error_from(&err, error);
}

int sr_read_stream(const struct sr_context *context, struct sr_input *input, const struct sr_options *options,
                   const char *format, unsigned workers, sr_sink *sink, void *user, struct sr_error *error) {
    /* an option that no document could be read with is told once, before any is */
    struct sr_plan plan;
    int code = sr_options_check(options, &plan, error);
    if (code) return code;
    if (sr_choose_format(format, error) < 0) return SR_CODE_USAGE;
    if (workers < 1) workers = 1;
    if (workers > MOST_WORKERS) workers = MOST_WORKERS;
    struct stream s = {.context = context,
                       .input = input,
                       .options = options,
                       .format = format,
                       .slot_count = workers == 1 ? 1 : workers * SLOTS_A_WORKER};
    struct sr_err err;
    s.slots = calloc(s.slot_count, sizeof *s.slots);
    if (!s.slots) {
        (void)sr_fail_memory(&err, "starting a stream");
        return sr_error_from(&err, error);
    }
    for (unsigned i = 0; !code && i < s.slot_count; i++) {
        s.slots[i].article = sr_article_open(context, error);
        if (!s.slots[i].article) code = SR_CODE_MEMORY;
    }
    if (!code && workers == 1) in_one_thread(&s, sink, user);
    else if (!code) code = in_many_threads(&s, workers, sink, user, error);
    for (unsigned i = 0; i < s.slot_count; i++) sr_article_close(s.slots[i].article);
    free(s.slots);
    return code;
}
