# SPDX-License-Identifier: GPL-2.0-or-later
# Samplers of scenes: once a second the state of a node, condensed to a line (33_health, 32_routing). Ours are taken while time passes between the commands of a scene.
package Sampler;
use strict;
use warnings;
use Exporter 'import';
our @EXPORT_OK = qw(is_sampler sampler_commands condensed seen);

# Times of the recordings are good to 1 to 2 s (topology.txt), and ours are a second apart.
my $tolerance = 3;

sub is_sampler {
	my ($step) = @_;
	return $step->{command} =~ /^SAMPLER: /;
}

# What a node is asked for, as lines for lnetctl; routes, if the recorded one has them.
sub sampler_commands {
	my ($step) = @_;
	return ('ignore_errors', 'net show -v 3', 'peer show -v 3', $step->{command} =~ /"net show -v 3; route show/ ? 'route show -v 4' : ());
}

# A line of the table: its time, and NI, PEER and ROUTE with what was seen of each: health, F fatal error, D status down; up or down of a route.
sub condensed {
	my ($uptime, $text) = @_;
	my (%seen, $part, $nid, $net, $gateway, $flags);
	for (split /\n/, $text) {
		$part = { net => 'NI', peer => 'PEER', route => 'ROUTE' }->{$1} if /^(net|peer|route):$/;
		next if !defined $part;
		($nid, $flags) = (short($1), '') if /^ {6}- +nid: (\S+)$/;
		$net     = $1        if /^- +net: (\S+)$/;
		$gateway = short($1) if /^ +gateway: (\S+)$/;
		$flags .= 'F' if /^ +fatal_error: 1$/;
		$flags .= 'D' if /^ +status: down$/;
		push @{ $seen{$part} }, "$nid=$1" . join('', sort { $b cmp $a } split //, $flags) if defined $nid && $nid ne '0@lo' && /^ +health value: (\d+)$/;
		push @{ $seen{$part} }, "$net>$gateway:$1" if $part eq 'ROUTE' && /^ +state: (\w+)$/;
	}
	return sprintf "%9.2f %s\n", $uptime, join ' | ', map { join ' ', $_, @{ $seen{$_} // [] } } qw(ROUTE NI PEER);
}

sub short {
	my ($nid) = @_;
	return $nid =~ /^\d+\.\d+\.(\d+\.\d+\@\S+)$/ ? $1 : $nid;
}

# (theirs, mine): what the recorded table saw and ours did not within the tolerance, and what ours saw then. Where routes are, only their states are determined: NIs of routers are down and up
# again all the time (Determined.pm).
sub seen {
	my ($theirs, $mine) = @_;
	my @mine = rows($mine);
	my (@unseen, @instead);
	for my $row (rows($theirs)) {
		my @near = grep { abs($_->{time} - $row->{time}) <= $tolerance } @mine;
		# A command took all that time.
		next if !@near;
		my @names = grep { !$row->{routes} || /^ROUTE/ } sort keys %{ $row->{values} };
		for my $name (@names) {
			my %ours = map { ($_->{values}{$name} // '') => 1 } @near;
			next if $ours{ $row->{values}{$name} } || $ours{''};
			push @unseen,  sprintf "%.0f %s %s\n", @{$row}{'time'}, $name, $row->{values}{$name};
			push @instead, sprintf "%.0f %s %s\n", @{$row}{'time'}, $name, join ' or ', sort keys %ours;
		}
	}
	return (join('', @unseen), join('', @instead));
}

sub rows {
	my ($text) = @_;
	my @rows;
	for (grep { /^ *\d+\.\d+ / } split /\n/, $text) {
		my ($time, $rest) = /^ *(\S+) (.*)$/;
		my %values;
		for (split / \| ?/, $rest) {
			my ($part, @items) = split ' ';
			next if !defined $part || $part !~ /^(?:ROUTE|NI|PEER)$/;
			for my $item (@items) {
				# ping_count and next_ping go on with time.
				$values{"$part $1"} = $2 if $item =~ m{^([\d.]+)(?:\@\w+)?=(\d+[FD]*)};
				$values{"$part $1"} = $2 if $item =~ /^(\w+>\S+):(\w+)$/;
			}
		}
		push @rows, { time => $time, values => \%values, routes => scalar $rest =~ /^ROUTE \w+>/ };
	}
	return @rows;
}

1;
