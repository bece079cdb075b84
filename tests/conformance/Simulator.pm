# SPDX-License-Identifier: GPL-2.0-or-later
# Requests to the simulator behind LUTF_LNETSIM_SOCKET (docs/lnetsim.md).
package Simulator;
use strict;
use warnings;
use Exporter 'import';
use IO::Socket::UNIX;
our @EXPORT_OK = qw(control lnetctl);

# control ACTION, NAME => VALUE…: the reply's fields; dies of a refusal. Values are numbers, names and plain words.
sub control {
	my ($action, %fields) = @_;
	my $reply = ask(join '', "control:\n  action: $action\n", map { "  $_: $fields{$_}\n" } sort keys %fields);
	die "$0: $action: $reply" if $reply =~ /^(error|refused):/;
	return { $reply =~ /^(\w+): (.*)$/mg };
}

# lnetctl NODE, LINE…: what it prints on standard output, of lines on its standard input.
sub lnetctl {
	my ($node, @lines) = @_;
	my $input = join '', map { "$_\\n" } @lines;
	my $reply = ask(qq(command:\n  node: $node\n  argv: [lnetctl]\n  cwd: /\n  environment: {}\n  input: "$input"\n));
	# Texts of several lines are block scalars, indented by two.
	my ($text) = $reply =~ /^stdout: \|\S*\n((?:(?: .*)?\n)*)/m or die "$0: lnetctl: $reply";
	$text =~ s/^  //mg;
	return $text;
}

sub ask {
	my ($request) = @_;
	my $socket = IO::Socket::UNIX->new(Peer => $ENV{LUTF_LNETSIM_SOCKET}) or die "$0: $ENV{LUTF_LNETSIM_SOCKET}: $!\n";
	print $socket pack('N/a*', $request);
	$socket->flush;
	read($socket, my $head, 4) == 4 or die "$0: the simulator closed the connection\n";
	my $length = unpack 'N', $head;
	read($socket, my $reply, $length) == $length or die "$0: the simulator closed the connection\n";
	return $reply;
}

1;
