/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers as YAML spells them, whatever locale the program has set: liblutf_agent is used by programs that are not ours. */
#ifndef LUTF_YAML_SCALAR_H
#define LUTF_YAML_SCALAR_H

/* Room for any double, its sign, exponent, ".0" and NUL. */
#define LUTF__FLOAT_SIZE 40

double lutf__text_to_double(const char *text);
/* The shortest text that reads back as value, and as a float: never one that the core schema calls an integer. */
void lutf__double_to_text(double value, char text[LUTF__FLOAT_SIZE]);

#endif
