/* Counts allocations, from anywhere: takes the place of glibc's malloc and its like. Sanitizers
 * have an allocator of their own; there nothing is counted. For one file of a test program. */
#ifndef TESTS_ALLOCATIONS_H
#define TESTS_ALLOCATIONS_H

#include <stddef.h>
#include <stdlib.h>

static size_t allocations_made;

#ifndef __has_feature
#define __has_feature(feature) 0
#endif
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) &&                             \
    !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer)

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

void *malloc(size_t size)
{
    allocations_made++;
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    allocations_made++;
    return __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    allocations_made++;
    return __libc_realloc(old, size);
}

#endif
#endif
