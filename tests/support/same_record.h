/* Whether a sitting came back as it was, wherever it has been. */
#ifndef TESTS_SAME_RECORD_H
#define TESTS_SAME_RECORD_H

#include "support/cmocka.h"

#include "journal/record.h"

/* All but its number, which is each journal's own. */
static inline void assert_same_record(const struct record *is, const struct record *was)
{
    assert_string_equal(is->uid, was->uid);
    assert_int_equal(is->began, was->began);
    assert_int_equal(is->utc_offset, was->utc_offset);
    assert_int_equal(is->planned, was->planned);
    assert_int_equal(is->sat, was->sat);
    assert_string_equal(is->practice, was->practice);
    assert_string_equal(is->title, was->title);
    assert_string_equal(is->origin, was->origin);
    assert_int_equal(is->ending, was->ending);
    assert_int_equal(is->deleted, was->deleted);
    assert_string_equal(is->note ? is->note : "", was->note ? was->note : "");
    assert_memory_equal(is->check_ins, was->check_ins, sizeof is->check_ins);
    assert_memory_equal(&is->at, &was->at, sizeof is->at);
}

#endif
