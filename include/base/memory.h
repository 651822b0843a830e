/* Memory that is either there or ends the program: callers need no error path for it. */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stdarg.h>
#include <stddef.h>

/* Zeroed memory for `count` things of `size` bytes; free() it. Aborts when there is none. */
void *mem_new(size_t count, size_t size);

/* realloc() for `count` things of `size` bytes; aborts when there is no memory. */
void *mem_resize(void *old, size_t count, size_t size);

/* A copy of `text` that the caller frees; NULL gives NULL. */
char *mem_copy_text(const char *text);

/* A formatted string that the caller frees. */
char *mem_format(const char *format, ...) __attribute__((format(printf, 1, 2)));
char *mem_format_args(const char *format, va_list args) __attribute__((format(printf, 1, 0)));

/* Room for one more element in a list that grows by doubling: returns `list`, moved if need be. */
void *mem_grow(void *list, size_t count, size_t size);

#endif
