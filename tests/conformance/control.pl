# SPDX-License-Identifier: GPL-2.0-or-later
# control.pl ACTION SECONDS: a control request to the simulator behind LUTF_LNETSIM_SOCKET (docs/lnetsim.md).
use strict;
use warnings;
use IO::Socket::UNIX;

my ($action, $seconds) = @ARGV;
my $socket = IO::Socket::UNIX->new(Peer => $ENV{LUTF_LNETSIM_SOCKET}) or die "control.pl: $ENV{LUTF_LNETSIM_SOCKET}: $!\n";
my $request = "control:\n  action: $action\n  seconds: $seconds\n";
print $socket pack('N/a*', $request);
$socket->flush;
read($socket, my $head, 4) == 4 or die "control.pl: the simulator closed the connection\n";
my $length = unpack 'N', $head;
read($socket, my $reply, $length) == $length or die "control.pl: the simulator closed the connection\n";
die "control.pl: $action: $reply" if $reply =~ /^error:/;
