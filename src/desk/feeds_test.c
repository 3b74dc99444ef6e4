/* feeds_test.c: lists of feeds, and how long to wait. The feeds themselves are tested by tests/desk/day.py. */
#include "desk/feeds.h"

#include "base/test.h"

static const struct {
    const char *name, *opml, *wanted; /* "url title, …" */
    enum sr_status status;
    uint64_t line; /* of an error */
} lists[] = {
    {"a feed", "<opml><body><outline text='A' xmlUrl='https://a.example/f'/></body></opml>", "https://a.example/f A",
     SR_OK, 0},
    {"folders of feeds",
     "<opml><body><outline text='f'><outline title='T' text='x' xmlUrl='http://a.example/1'/><outline "
     "text='g'><outline "
     "xmlUrl='http://a.example/2'/></outline></outline></body></opml>",
     "http://a.example/1 T, http://a.example/2 ", SR_OK, 0},
    {"an outline without address", "<opml><body><outline text='A'/></body></opml>", "", SR_OK, 0},
    {"another document", "<rss><outline xmlUrl='http://a.example/1'/></rss>", "http://a.example/1 ", SR_ERR_FORMAT, 1},
    {"cut off", "<opml>\n<body>\n<outline", "", SR_ERR_FORMAT, 3},
    {"nothing", "", "", SR_ERR_FORMAT, 1},
    {"an entity of a file",
     "<!DOCTYPE opml [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><opml><body><outline text='A' "
     "xmlUrl='http://a.example/1'/>&x;</body></opml>",
     "http://a.example/1 A", SR_OK, 0},
};

static enum sr_status take(void *user, struct sr_str url, struct sr_str title, struct sr_err *err) {
    struct sr_buf *out = user;
    (void)err;
    if (out->size) sr_buf_c(out, ", ");
    sr_buf_printf(out, "%.*s %.*s", (int)url.n, url.p, (int)title.n, title.n ? title.p : "");
    return SR_OK;
}

static const struct {
    const char *name;
    uint32_t interval_s, failures, retry_s;
    int64_t wanted_ms;
} delays[] = {
    {"all is well", 60, 0, 0, 60000},
    {"one failure", 60, 1, 0, 120000},
    {"three", 60, 3, 0, 480000},
    {"an hour at most", 60, 30, 0, 3600000},
    {"never less than its interval", 7200, 5, 0, 7200000},
    {"the server says when", 60, 1, 900, 900000},
    {"but not sooner than we would", 60, 3, 10, 480000},
};

int main(void) {
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        struct sr_buf out = {0};
        struct sr_err err = {0};
        SR_CHECK_INT(lists[i].name, sr_opml_read(sr_str_c(lists[i].opml), "list.opml", take, &out, &err),
                     lists[i].status);
        SR_CHECK_STR(lists[i].name, ((struct sr_str){out.p, (uint32_t)out.size}), sr_str_c(lists[i].wanted));
        SR_CHECK_INT(lists[i].name, err.line, lists[i].line);
        sr_buf_release(&out);
    }
    for (size_t i = 0; i < sizeof delays / sizeof *delays; i++)
        SR_CHECK_INT(delays[i].name, sr_feed_delay_ms(delays[i].interval_s, delays[i].failures, delays[i].retry_s),
                     delays[i].wanted_ms);
    return sr_test_end("feeds");
}
