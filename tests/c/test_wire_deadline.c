/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Deadlines expire in order, once, and never when they were cleared. */
#include "wire_fixture.h"

#include "wire/deadline.h"

#define COUNT 500

struct item {
	struct lutf_deadline deadline;
	int expired;
};

static struct item items[COUNT];
static struct lutf_deadlines set;
static uint64_t last_at;

static void on_expired(struct lutf_deadline *deadline)
{
	assert_true(deadline->at >= last_at);
	assert_int_equal(deadline->index, 0);
	last_at = deadline->at;
	((struct item *)deadline)->expired++;
}

static void any_order_in_sorted_order_out(void **state)
{
	uint32_t seed = 1;

	(void)state;
	for (int i = 0; i < COUNT; i++)
		items[i].deadline.expired = on_expired;
	for (int round = 0; round < 3000; round++) {
		struct lutf_deadline *deadline;

		seed = seed * 1664525 + 1013904223;
		deadline = &items[(seed >> 8) % COUNT].deadline;
		if (seed >> 30)
			assert_int_equal(lutf__deadline_set(&set, deadline, (seed >> 4) % 10000), 0);
		else
			lutf__deadline_clear(&set, deadline);
	}
	lutf__deadlines_run(&set, 5000);
	assert_true(lutf__deadlines_next(&set) > 5000);
	for (int i = 0; i < COUNT; i++) {
		if (items[i].expired)
			assert_true(items[i].deadline.at <= 5000);
		else
			assert_true(!items[i].deadline.index || items[i].deadline.at > 5000);
		assert_in_range(items[i].expired, 0, 1);
	}
	lutf__deadlines_run(&set, 10000);
	assert_int_equal(set.count, 0);
	assert_true(lutf__deadlines_next(&set) == UINT64_MAX);
	lutf__deadlines_free(&set);
}

static void set_again(struct lutf_deadline *deadline)
{
	struct item *item = (struct item *)deadline;

	if (++item->expired < 3)
		lutf__deadline_set(&set, deadline, deadline->at + 1);
}

static void one_may_be_set_again_as_it_expires(void **state)
{
	struct item item = {.deadline.expired = set_again};

	(void)state;
	assert_int_equal(lutf__deadline_set(&set, &item.deadline, 7), 0);
	lutf__deadlines_run(&set, 8);
	assert_int_equal(item.expired, 2);
	assert_int_equal(lutf__deadlines_next(&set), 9);
	lutf__deadline_clear(&set, &item.deadline);
	lutf__deadline_clear(&set, &item.deadline); /* of one that is not set: nothing */
	lutf__deadlines_run(&set, 100);
	assert_int_equal(item.expired, 2);
	lutf__deadlines_free(&set);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_order_in_sorted_order_out),
		cmocka_unit_test(one_may_be_set_again_as_it_expires),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
