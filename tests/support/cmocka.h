/* cmocka with the headers that it wants before it, whichever of 1.1.5, 1.1.7 and 2.0 there is. */
#ifndef TESTS_CMOCKA_H
#define TESTS_CMOCKA_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <locale.h>

/* As main does: libc counts columns by the locale. */
__attribute__((constructor)) static void use_utf8(void)
{
    setlocale(LC_CTYPE, "C.UTF-8");
}

/* cmocka 2 distinguishes signed ranges from unsigned ones, and warns of the name that the others
 * know. */
#ifdef assert_int_in_range
#undef assert_in_range
#define assert_in_range(value, least, most) assert_int_in_range(value, least, most)
#endif

#endif
