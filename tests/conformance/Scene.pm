# SPDX-License-Identifier: GPL-2.0-or-later
# The text of a recorded scene on several nodes: commands in the order of the recording, each with the node that ran it and its answer.
package Scene;
use strict;
use warnings;
use Exporter 'import';
our @EXPORT_OK = qw(slurp read_plays folders read_scene read_answers write_answer);

sub slurp {
	my ($file) = @_;
	open my $handle, '<:raw', $file or die "$0: $file: $!\n";
	local $/;
	return scalar <$handle>;
}

# Of plays.txt, as far as there are such scenes: {topology, items: [{scene: FOLDER/FILE} | {node, command} | {seconds} …]}.
sub read_plays {
	my ($golden, $file) = @_;
	my @plays;
	for (split /\n/, slurp($file)) {
		next if /^\s*(#|$)/;
		if (/^play (\S+)$/) {
			push @plays, { topology => $1, items => [] };
		} elsif (/^\+(\d+)$/) {
			push @{ $plays[-1]{items} }, { seconds => $1 };
		} elsif (/^(\w+)\$ (.+)$/) {
			push @{ $plays[-1]{items} }, { node => $1, command => $2 };
		} elsif (m{^\w+/\S+$}) {
			my $glob = s{/\*$}{/[0-9]*}r;
			push @{ $plays[-1]{items} }, map { +{ scene => substr($_, length("$golden/")) } } sort glob("$golden/$glob");
		} else {
			die "$0: $file: what is this: $_\n";
		}
	}
	return grep { my @folders = folders($_); @folders } @plays;
}

# Those that its scenes are of.
sub folders {
	my ($play) = @_;
	my %folders = map { defined $_->{scene} ? ($_->{scene} =~ s{/.*}{}r => 1) : () } @{ $play->{items} };
	return sort keys %folders;
}

# {published, steps: [{node, command, notes, answer}]}: `notes` are the comments before a command, `answer` all after it; undef if it is not published.
sub read_scene {
	my ($file) = @_;
	my $text = slurp($file);
	my $published = $text !~ /^--- not published$/m;
	$text =~ s/^--- not published\n//m;
	my (@steps, @notes, $node);
	my $answer;
	for my $line (split /^/, $text) {
		# An answer ends with its exit; what a command prints never begins like that.
		if (defined $answer) {
			$$answer .= $line;
			undef $answer if $line =~ /^--- exit: /;
		} elsif ($line =~ /^# node: (\S+)/) {
			$node = $1;
		} elsif ($line =~ /^# (?!DIFF)(.*)/) {
			push @notes, $1;
		} elsif ($line =~ s/^\$ //) {
			chomp $line;
			push @steps, { node => $node, command => $line, notes => [@notes], answer => undef };
			@notes = ();
			next if !$published;
			$steps[-1]{answer} = '';
			$answer = \$steps[-1]{answer};
		}
	}
	return { published => $published, steps => \@steps };
}

# Our answers, in order of the steps.
sub read_answers {
	my ($file) = @_;
	return -e $file ? map { $_->{answer} } @{ read_scene($file)->{steps} } : ();
}

sub write_answer {
	my ($handle, $step, $stdout, $stderr, $status) = @_;
	# A text without a newline at its end: the next line is one of its own.
	s/(?<=[^\n])\z/\n/ for $stdout, $stderr;
	print $handle "# node: $step->{node}\n\$ $step->{command}\n--- stdout\n$stdout--- stderr\n$stderr--- exit: $status\n";
}

1;
