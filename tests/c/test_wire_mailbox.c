/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A mailbox keeps each writer's order, holds writers back when it is full, and asks to be emptied only when it was empty. */
#include "wire_fixture.h"

#include "wire/mailbox.h"

#define WRITERS 4
#define EACH 20000
#define BOUND 64

struct letter {
	struct lutf_mail mail;
	int writer, number;
};

static struct lutf_mailbox box;
static struct letter letters[WRITERS][EACH];
static uv_sem_t wake;

static void writer(void *opaque)
{
	int me = (int)(intptr_t)opaque;

	for (int i = 0; i < EACH; i++) {
		letters[me][i].writer = me;
		letters[me][i].number = i;
		if (lutf__mailbox_put_wait(&box, &letters[me][i].mail))
			uv_sem_post(&wake);
	}
}

/* A wake-up that is missing hangs this test; the bound is kept at any time. */
static void nothing_is_lost_or_reordered(void **state)
{
	uv_thread_t threads[WRITERS];
	int next[WRITERS] = {0}, total = 0;

	(void)state;
	assert_int_equal(lutf__mailbox_init(&box, BOUND), 0);
	uv_sem_init(&wake, 0);
	for (int i = 0; i < WRITERS; i++)
		uv_thread_create(&threads[i], writer, (void *)(intptr_t)i);
	while (total < WRITERS * EACH) {
		struct lutf_mail *mail;

		uv_sem_wait(&wake);
		assert_true(lutf__mailbox_count(&box) <= BOUND);
		for (mail = lutf__mailbox_take(&box); mail; mail = mail->next) {
			struct letter *letter = (struct letter *)mail;

			assert_int_equal(letter->number, next[letter->writer]++);
			total++;
		}
	}
	for (int i = 0; i < WRITERS; i++)
		uv_thread_join(&threads[i]);
	assert_null(lutf__mailbox_take(&box));
	uv_sem_destroy(&wake);
	lutf__mailbox_destroy(&box);
}

static void only_the_first_mail_wakes(void **state)
{
	(void)state;
	assert_int_equal(lutf__mailbox_init(&box, 2), 0);
	assert_true(lutf__mailbox_put(&box, &letters[0][0].mail));
	assert_false(lutf__mailbox_put(&box, &letters[0][1].mail));
	assert_false(lutf__mailbox_put(&box, &letters[0][2].mail)); /* over the bound: the listener is never held back */
	assert_int_equal(lutf__mailbox_count(&box), 3);
	assert_ptr_equal(lutf__mailbox_take(&box), &letters[0][0].mail);
	assert_true(lutf__mailbox_put(&box, &letters[0][0].mail));
	lutf__mailbox_take(&box);
	lutf__mailbox_destroy(&box);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_lost_or_reordered),
		cmocka_unit_test(only_the_first_mail_wakes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
