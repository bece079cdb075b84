#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Writes again what is made from src/cli/options.def and src/config/schema.def: packaging/generate.sh PROGRAM, from the top of the tree.
set -eu
lutf=${1:?the lutf program}
"$lutf" help --format man >packaging/man/lutf.1
"$lutf" help --format bash >packaging/completion/lutf.bash
"$lutf" help --format zsh >packaging/completion/_lutf
"$lutf" help --format fish >packaging/completion/lutf.fish
"$lutf" help --format markdown >docs/cli.md
