/* fuzz_opml.c: any bytes as an OPML file. Besides not crashing: what is taken for an address or a title is valid UTF-8, a fault is
 * told as one of the file, and the same bytes give the same list twice. */
#include <string.h>

#include "base/utf8.h"
#include "desk/feeds.h"
#include "must.h"

struct list {
    uint32_t count;
    uint64_t bytes;
};

static enum sr_status take(void *user, struct sr_str url, struct sr_str title, struct sr_err *err) {
    struct list *l = user;
    MUST(sr_utf8_valid(url.p, url.n, NULL) && (!title.p || sr_utf8_valid(title.p, title.n, NULL)));
    l->count++;
    l->bytes = l->bytes * 31 + url.n + title.n;
    return l->count < SR_FEEDS_MOST ? SR_OK : sr_fail(err, SR_ERR_LIMIT, "", "enough");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct sr_str bytes = {(const char *)data, (uint32_t)size};
    struct list one = {0}, two = {0};
    struct sr_err err;
    enum sr_status status = sr_opml_read(bytes, "in", take, &one, &err);
    MUST(!status || status == SR_ERR_FORMAT || (status == SR_ERR_LIMIT && one.count == SR_FEEDS_MOST));
    MUST(sr_opml_read(bytes, "in", take, &two, &err) == status);
    MUST(one.count == two.count && one.bytes == two.bytes);
    return 0;
}
