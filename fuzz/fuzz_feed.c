/* fuzz_feed.c: any bytes as a feed, XML or JSON. Besides not crashing: it ends, and each document that it gives is valid
 * UTF-8 with an id of its own or its file's. */
#include "source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    read_all(data, size, SR_FORMAT_FEED);
    return 0;
}
