# SPDX-License-Identifier: GPL-2.0-or-later
# What of a recorded answer on several nodes is determined, as rules with their reasons. What is not is put aside on both sides; what remains is compared.
# These are rules about LNet and about the recording, never about a case; a case that they do not cover stands in known.txt.
package Determined;
use strict;
use warnings;
use Masks 'gateways';
use Sampler qw(is_sampler seen);

# ---- never determined: [pattern, what stands for it], and why ----

my @never = (
	# When it was asked, and how long the emulated machine took.
	[ qr/^uptime \K\d+\.\d+$/m,             'T' ],
	[ qr/^(?:real|user|sys)\t\K.*$/m,       'T' ],
	[ qr/^\d+ ms$/m,                        'T ms' ],
	[ qr/^\[ *\d+\.\d+\] /m,                '[T] ' ],
	[ qr/^\[T\] LNet(?:Error)?: \K\d+:0:/m, 'PID:0:' ],
	[ qr/\bnext_ping: \K\d+/,              'T' ],
	# Trackers of responses are freed when the monitor looks at them next (golden/README.md).
	[ qr/\brst_alloc: \K-?\d+/, 'N' ],
	# How many messages were there at one moment: whether one was gone before the next came is a matter of microseconds.
	# Between the runs 002, 015 and 028 of 30_multirail, which do the same, it is 1 or 2.
	[ qr/\bmsgs_max: \K[1-9]\d*/, 'N' ],
	[ qr/\bmsgs_alloc: \K\d+/,    'N' ],
	# lst says so once a second while it waits.
	[ qr/^(1 batch in stopping\n)\K\1+/m, '' ],
);

# The lowest that credits have been is the same thing; whether any were used is determined.
sub credits {
	my ($text) = @_;
	my $most = 0;
	my @lines;
	for (split /\n/, $text, -1) {
		$most = $1 if /\b(?:max_ni_tx_credits|credits): (\d+)$/;
		s/\bmincredits: \K(-?\d+)$/$1 < $most ? 'fewer' : $1/e;
		s/\bmin_(?:tx|rtr)_credits: \K(-?\d+)$/$1 < $most || $1 > 1e9 ? 'fewer' : $1/e;
		push @lines, $_;
	}
	return join "\n", @lines;
}

# ---- messages that LNet sends by itself, as time goes on ----

# Their number depends on time, and times are good to 1 to 2 s, a command took 0.2 to 1.5 s (topology.txt). So counters that they are counted in are compared within
# so many messages for each command since then, and, once it has been seen in a scene, by how much a counter has changed.
my $turn    = 3;    # Which NI is next was moved by such messages too.
my @senders = (
	# Recovery pings, every 2 s: while an NI's health is below its best, which is set by hand, or comes of messages that a rule or a link fails (33_health/facts.md).
	{
		begins => qr/--health (?!1000\b)\d|fault (?:drop|delay) add|net_(?:drop|delay)_add|ip link set \w+ down/,
		ends   => qr/net set --all --health 1000; lnetctl peer set --all --health 1000/,
		each   => 6,
	},
	# Gateways are pinged, and answer; their NIs' states are pushed to all (32_routing/facts.md: 3 of each in 25 s).
	{ begins => qr/route add|set routing/, each => 6, routes => 1 },
	# RPCs of the console to its own node: one, of two messages, for each second until the test is over (36_selftest/facts.md), 60 at most; how fast that is depends on the machine.
	{ begins => qr/\blst run\b/, here => 120 },
	# Several messages at once go over NIs in an order that is a matter of microseconds: 31/37/35 with one RPC at a time, shares within 1 to 2 % with 16 (30_multirail/facts.md).
	{ begins => qr/\blst add_test .*--concurrency 1 /,     all => 6 },
	{ begins => qr/\blst add_test .*--concurrency (?!1 )/, all => 20 },
);

# [a line of numbers, how much one message more changes them]
my @counters = (
	[ qr/^ +(?:put|get|reply|ack|hello|\w+_count|failed_resends|successful_resends): \d+$/, 1 ],
	# Bytes: of a message without data at most those of an RPC of lst.
	[ qr/^ +\w+_length: \d+$/, 160 ],
	# Health: what failed, and what a failure costs.
	[ qr/^ +(?:interrupts|dropped|aborted|no route|timeouts?|error|network timeout|ping_count): \d+$/, 1 ],
	[ qr/^ +health value: \d+$/, 100 ],
	# Pings that failed and that did not; which are lost is chosen among all messages.
	[ qr/^ +\d+ (?:  errno: -5|- primary nid: \S+)$/, 1 ],
	[ qr/^ok=\d+ sent=\d+$/,                            1 ],
	# Of a rule with rate N each N-th is hit; how many matched, and which, are those messages too.
	[ qr/^\S+->\S+ \(\S+ \| \S+(?: latency \d+)?\) ptl \S+, msg \S+ \d+\/\d+, PUT \d+, ACK \d+, GET \d+, REP \d+$/, 1 ],
);

sub new {
	my ($class) = @_;
	return bless { sending => {}, nodes => {}, seen => {} }, $class;
}

# A scene begins.
sub scene {
	my ($self) = @_;
	$self->{seen} = {};
	$_->{inScene} = 0 for values %{ $self->{nodes} };
	return;
}

# (theirs, mine) of a command that was played next, with what is not determined put aside; nothing, if nothing is determined.
sub of {
	my ($self, $step, $answer) = @_;
	my ($command, $node) = @{$step}{qw(command node)};
	$self->time_passes($node, $command);
	return if !defined $step->{answer};
	# Nothing is, if ours has not one line: no uptime was known.
	return $answer =~ /^ *\d+\.\d+ /m ? seen($step->{answer}, $answer) : () if is_sampler($step);
	my ($theirs, $mine) = map { never($_) } $step->{answer}, $answer;
	return ($theirs, $mine) if $theirs eq $mine || !$self->{nodes}{$node}{slack};
	($theirs, $mine) = map { recovering($_, $node) } $theirs, $mine;
	($theirs, $mine) = map { heard($_) } $theirs, $mine if grep { $_->{routes} && $self->{sending}{$_} } @senders;
	return ($theirs, $self->near($node, $command, $theirs, $mine));
}

# By how many messages a node's counters may differ: in all, and since the scene began.
sub time_passes {
	my ($self, $node, $command) = @_;
	$self->{nodes}{$node} //= { slack => 0, inScene => 0 };
	my $more = sub {
		my ($messages, @nodes) = @_;
		for (@{ $self->{nodes} }{@nodes}) {
			$_->{slack}   += $messages;
			$_->{inScene} += $messages;
		}
	};
	my @all = keys %{ $self->{nodes} };
	# Counters begin again with LNet, on all nodes one after the other.
	if ($command =~ /lustre_rmmod_lnet|lnet unconfigure/) {
		$self->{sending} = {};
		$self->{nodes}{$node} = { slack => 0, inScene => 0 };
	}
	for my $sender (@senders) {
		delete $self->{sending}{$sender} if $sender->{ends} && $command =~ $sender->{ends};
		if ($command =~ $sender->{begins}) {
			$self->{sending}{$sender} = $sender->{each} if $sender->{each};
			$more->($sender->{here}, $node) if $sender->{here};
			$more->($sender->{all}, @all) if $sender->{all};
		}
	}
	$more->($_, @all) for values %{ $self->{sending} };
	return;
}

sub never {
	my ($text) = @_;
	for my $rule (@never) {
		my ($pattern, $instead) = @$rule;
		$text =~ s/$pattern/$instead/g;
	}
	# Gateways of one net stand in an order that the kernel chooses by chance (golden/README.md).
	return join "\n", gateways(split /\n/, credits($text), -1);
}

# Who is in a recovery queue at that moment, and whether a node has pinged an NI of its own yet, by which it becomes a peer of itself (33_health/facts.md).
sub recovering {
	my ($text, $node) = @_;
	my ($host) = $node =~ /(\d+)$/;
	$text =~ s/^(?:Local|Peer) NI recovery:\n(?: +nid-\d+: \S+\n)+//mg;
	$text =~ s/^- +primary nid: \d+\.\d+\.\d+\.$host@\w+\n(?: .*\n)+//mg;
	return $text;
}

# An NI of a router over which nothing has come for a while is down, until the next message: both alternate every 8 to 10 s, in what it shows itself and what others show of it
# (32_routing/facts.md). The state of a route is not among that.
sub heard {
	my ($text) = @_;
	$text =~ s/^ {12}(status|state): \K(?:up|down)$/heard or not/mg;
	# A peer that is asked or told at that moment: what is under way, and the bits of its state that say so.
	$text =~ s/^ {12}(?:available_tx_credits|tx_q_num_of_buf|refcount): \K\d+$/N/mg;
	$text =~ s/^ {6}peer state: \K(\d+)$/$1 & ~0x12640/emg;
	return $text;
}

# Ours with their numbers, as far as those of counters are near.
sub near {
	my ($self, $node, $command, $theirs, $mine) = @_;
	my @their = places($theirs);
	my @my    = places($mine);
	my $seen  = $self->{seen}{"$node $command"};
	my %their = map { $_->[0] => $_->[1] } @their;
	my %changed;
	my @lines;
	for (@my) {
		my ($place, $line) = @$_;
		my $other = $their{$place};
		my ($unit) = defined $other && $line ne $other ? map { $_->[1] } grep { $line =~ $_->[0] && $other =~ $_->[0] } @counters : ();
		if ($unit) {
			my @m = numbers($line);
			my @t = numbers($other);
			$changed{$place} = [ map { $t[$_] - $m[$_] } 0 .. $#m ];
			my $before = $seen ? $seen->{$place} // [ map { 0 } @m ] : undef;
			my $slack  = $unit * ($before ? $turn + $self->{nodes}{$node}{inScene} : $self->{nodes}{$node}{slack});
			my $near   = !grep { abs($t[$_] - $m[$_] - ($before ? $before->[$_] : 0)) > $slack || !$t[$_] != !$m[$_] && $line =~ /\bptl\b/ } 0 .. $#m;
			$line = $other if $near;
		}
		push @lines, $line;
	}
	$self->{seen}{"$node $command"} //= \%changed;
	return join "\n", @lines;
}

# Of a rule only what it hit, and of how many.
sub numbers {
	my ($line) = @_;
	return $line =~ m{ (\d+)/(\d+), PUT } ? ($1, $2) : $line =~ /\bptl\b/ ? () : $line =~ /\b(\d+)\b/g;
}

# [place, line]: where a line is in the YAML, by the NIDs and keys above it.
sub places {
	my ($text) = @_;
	my (@above, %times, @places);
	for my $line (split /\n/, $text, -1) {
		my ($indent, $rest) = $line =~ /^([- ]*)(.*)$/;
		# What uniq has counted is no YAML.
		my $depth = $rest =~ /^\d+ / ? 0 : length $indent;
		pop @above while @above && $above[-1][0] >= $depth;
		my $key = $rest =~ /^(?:primary )?nid: / ? $rest : $rest =~ s/:.*//r =~ s/\d+/#/gr;
		my $place = join '/', (map { $_->[1] } @above), $key;
		push @above, [ $depth, $rest ];
		push @places, [ $place . ($times{$place}++ ? "/$times{$place}" : ''), $line ];
	}
	return @places;
}

1;
