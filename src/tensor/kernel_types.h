/* kernel_types.h: the register of one kernel, for the kernel files only.
 *
 * Defines kv, ki, ku: KW floats, signed and unsigned integers, in the compiler's vector types, with which + - * / and
 * comparisons work lane by lane. KW is set before this is included, once a file.
 */
#ifndef SR_TENSOR_KERNEL_TYPES_H
#define SR_TENSOR_KERNEL_TYPES_H

#include <stdint.h>

#ifndef KW
#define KW 4
#endif

/* A fused multiply-add rounds once where the portable kernel rounds twice. gcc does not fuse in -std=c17. */
#ifdef __clang__
#pragma STDC FP_CONTRACT OFF
#endif

typedef float kv __attribute__((vector_size(4 * KW)));
typedef int32_t ki __attribute__((vector_size(4 * KW)));
typedef uint32_t ku __attribute__((vector_size(4 * KW)));

#endif
