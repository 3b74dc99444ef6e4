/* must.h: what has to hold, whatever the bytes are. */
#ifndef SR_FUZZ_MUST_H
#define SR_FUZZ_MUST_H

#include <stdlib.h>

#define MUST(condition)            \
    do {                           \
        if (!(condition)) abort(); \
    } while (0)

#endif
