/* kernels.h: the kernels that were compiled in, for kernel.c only. */
#ifndef SR_TENSOR_KERNELS_H
#define SR_TENSOR_KERNELS_H

#include "tensor/kernel.h"

extern const struct sr_kernel sr_kernel_portable;
#ifdef __x86_64__
extern const struct sr_kernel sr_kernel_avx2;
extern const struct sr_kernel sr_kernel_avx512;
#endif

#endif
