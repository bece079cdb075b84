#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Simulated nodes answer as the recorded ones did, but for what known.txt explains. Skipped where there are no recordings.
exec "$(dirname "$0")/run"
