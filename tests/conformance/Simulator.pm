# SPDX-License-Identifier: GPL-2.0-or-later
# Control requests to the simulator behind LUTF_LNETSIM_SOCKET (docs/lnetsim.md).
package Simulator;
use strict;
use warnings;
use Exporter 'import';
use IO::Socket::UNIX;
our @EXPORT_OK = qw(control);

# control ACTION, NAME => VALUE…: the reply's fields; dies of a refusal. Values are numbers, names and plain words.
sub control {
	my ($action, %fields) = @_;
	my $socket = IO::Socket::UNIX->new(Peer => $ENV{LUTF_LNETSIM_SOCKET}) or die "$0: $ENV{LUTF_LNETSIM_SOCKET}: $!\n";
	my $request = join '', "control:\n  action: $action\n", map { "  $_: $fields{$_}\n" } sort keys %fields;
	print $socket pack('N/a*', $request);
	$socket->flush;
	read($socket, my $head, 4) == 4 or die "$0: the simulator closed the connection\n";
	my $length = unpack 'N', $head;
	read($socket, my $reply, $length) == $length or die "$0: the simulator closed the connection\n";
	die "$0: $action: $reply" if $reply =~ /^(error|refused):/;
	return { $reply =~ /^(\w+): (.*)$/mg };
}

1;
