# SPDX-License-Identifier: GPL-2.0-or-later
# What varies in the answers of a session, and nothing else (golden/README.md, "What varies"), put aside on both sides.
package Masks;
use strict;
use warnings;
use Exporter 'import';
our @EXPORT_OK = qw(normal gateways);

sub normal {
	my ($text) = @_;
	# The command stands there as it was written or with its variables filled in.
	$text =~ s/\A\$ .*?\n(?=---)//s;
	$text =~ s/\n+\z/\n/;
	my @lines;
	for (split /\n/, $text, -1) {
		# Kernel log: times, processes, and what a crash of a program leaves there.
		s/^\[ *\d+\.\d+\] /[T] /;
		s/^(\[T\] LNet(?:Error)?: )\d+:0:/${1}PID:0:/;
		next if /^\[T\] (\S+\[\d+\]: segfault at|Code: |CPU: \d+ PID: |\S+: page allocation failure| ?[ ?]*\w+\+0x)/;
		# A crash of the real program, and what ours says instead.
		next if /^bash: line \d+: +\d+ (Segmentation fault|Aborted) /;
		next if /^(free\(\): double free|double free or corruption|munmap_chunk)/;
		next if /^\S+: Lustre \S+ crashes here /;
		# How long the emulated machine took.
		s/^(real|user|sys)\t.*/$1\tT/;
		s/(next_ping): \d+/$1: N/g;
		s/(dev cpt): -?\d+/$1: N/g;
		s/\b((?:send|recv|drop)_count|put|get|reply|ack|hello): [1-9]\d*$/$1: n/;
		push @lines, $_;
	}
	my $normal = join "\n", gateways(@lines);
	# The library leaves the text of a peer's success unset.
	$normal =~ s/^(\s+- peer_ni:\n\s+errno: 0\n\s+descr:).*$/$1/mg;
	return $normal;
}

# The gateways of one net stand in an order that the kernel chooses by chance.
sub gateways {
	my @lines = @_;
	my (@out, @blocks, $net);
	my $flush = sub {
		push @out, map { @$_ } sort { join("\n", @$a) cmp join("\n", @$b) } @blocks;
		@blocks = ();
	};
	my $open = 0;
	for my $line (@lines) {
		if ($line =~ /^( *)- +net: (\S+)$/) {
			$flush->() if !defined $net || $net ne $2;
			$net = $2;
			push @blocks, [$line];
			$open = 1;
		} elsif ($open && $line =~ /^ +(gateway|hop|priority|state|type|health_sensitivity): /) {
			push @{ $blocks[-1] }, $line;
		} else {
			$flush->();
			($open, $net) = (0, undef);
			push @out, $line;
		}
	}
	$flush->();
	return @out;
}

1;
