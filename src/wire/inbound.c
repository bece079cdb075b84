/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <errno.h>
#include <stdlib.h>

#include "wire/node.h"

/* From text to tree: at once if it is small, else on the pool, in order either way. */

/* Owner: the inbound's queue, or the pool and then on_parsed. */
struct lutf_parse {
	uv_work_t work;
	struct lutf_parse *next;
	struct lutf_inbound *inbound; /* NULL: nobody waits for it any more */
	struct lutf_node *node;
	enum lutf_frame_type type;
	char *text;
	size_t len;
	struct lutf_yaml_doc *doc;
	int rc;
	struct lutf_yaml_error error;
};

void lutf__inbound_init(struct lutf_inbound *inbound, struct lutf_node *node, struct lutf_conn *conn)
{
	*inbound = (struct lutf_inbound){.node = node, .conn = conn};
	inbound->last = &inbound->first;
}

static void parse_free(struct lutf_parse *parse)
{
	free(parse->text);
	free(parse);
}

static void hand_over(struct lutf_inbound *inbound, enum lutf_frame_type type, const char *text, size_t len, struct lutf_yaml_doc *doc,
		      int rc, const struct lutf_yaml_error *error)
{
	if (inbound->conn)
		lutf__session_message(inbound->conn, type, text, len, doc, rc, error);
	else
		lutf__route_message(inbound->node, NULL, type, text, len, doc, rc, error);
}

static void parse_here(struct lutf_inbound *inbound, enum lutf_frame_type type, const char *text, size_t len)
{
	struct lutf_yaml_doc *doc = NULL;
	struct lutf_yaml_error error = {.text = ""};
	int rc = len ? lutf_yaml_parse(text, len, &doc, &error) : 0;

	hand_over(inbound, type, text, len, doc, rc, &error);
}

static void on_pool(uv_work_t *work)
{
	struct lutf_parse *parse = work->data;

	parse->rc = lutf_yaml_parse(parse->text, parse->len, &parse->doc, &parse->error);
}

static void on_parsed(uv_work_t *work, int status);

static void run_queue(struct lutf_inbound *inbound)
{
	struct lutf_parse *parse;

	while (!inbound->job && (parse = inbound->first)) {
		inbound->first = parse->next;
		if (!inbound->first)
			inbound->last = &inbound->first;
		if (parse->len > LUTF_YAML_INLINE_MAX) {
			parse->work.data = parse;
			if (!uv_queue_work(&inbound->node->loop, &parse->work, on_pool, on_parsed)) {
				inbound->job = parse;
				break;
			}
		}
		parse_here(inbound, parse->type, parse->text, parse->len);
		parse_free(parse);
	}
	if (inbound->conn)
		lutf__conn_update_reading(inbound->conn);
}

static void on_parsed(uv_work_t *work, int status)
{
	struct lutf_parse *parse = work->data;
	struct lutf_node *node = parse->node;
	struct lutf_inbound *inbound;

	(void)status; /* never cancelled */
	lutf__lock(node);
	inbound = parse->inbound;
	if (inbound) {
		inbound->job = NULL;
		hand_over(inbound, parse->type, parse->text, parse->len, parse->doc, parse->rc, &parse->error);
		run_queue(inbound);
	} else {
		lutf_yaml_doc_free(parse->doc);
	}
	parse_free(parse);
	lutf__unlock(node);
}

void lutf__inbound_text(struct lutf_inbound *inbound, enum lutf_frame_type type, char *text, size_t len)
{
	struct lutf_parse *parse = text ? calloc(1, sizeof(*parse)) : NULL;

	if (!parse) {
		struct lutf_yaml_error error = {.text = "out of memory"};

		hand_over(inbound, type, text ? text : "", text ? len : 0, NULL, -ENOMEM, &error);
		free(text);
		return;
	}
	parse->inbound = inbound;
	parse->node = inbound->node;
	parse->type = type;
	parse->text = text;
	parse->len = len;
	*inbound->last = parse;
	inbound->last = &parse->next;
	run_queue(inbound);
}

void lutf__inbound_frame(struct lutf_inbound *inbound, const struct lutf_frame *frame)
{
	bool beat = frame->type == LUTF_TYPE_HB || frame->type == LUTF_TYPE_PROBE;

	if (beat || (!inbound->job && frame->len <= LUTF_YAML_INLINE_MAX))
		parse_here(inbound, frame->type, frame->text, frame->len);
	else
		lutf__inbound_text(inbound, frame->type, lutf__frame_take(&inbound->conn->decoder, frame), frame->len);
}

void lutf__inbound_cancel(struct lutf_inbound *inbound)
{
	struct lutf_parse *parse;

	if (inbound->job)
		inbound->job->inbound = NULL;
	inbound->job = NULL;
	while ((parse = inbound->first)) {
		inbound->first = parse->next;
		parse_free(parse);
	}
	inbound->last = &inbound->first;
}
