# SPDX-License-Identifier: GPL-2.0-or-later
# control.pl ACTION [FIELD=VALUE…]: a control request to the simulator behind LUTF_LNETSIM_SOCKET (docs/lnetsim.md). Prints the time that the reply tells.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use Simulator 'control';

my ($action, @fields) = @ARGV;
my $reply = control($action, map { /^(\w+)=(.*)$/s } @fields);
printf "%.6f\n", $reply->{now} if defined $reply->{now} && $action eq 'now';
