# SPDX-License-Identifier: GPL-2.0-or-later
#
# compare.pl GOLDEN OURS KNOWN FOLDER…: compares our answers with the recorded ones, prints the table, writes OURS/diffs. 1 if a difference is not in KNOWN.
use strict;
use warnings;

my ($golden, $ours, $known_file, @folders) = @ARGV;
my %known = read_known($known_file);
my %used;
my @columns = qw(cases equal different known not_simulated unpublished);
my %total = map { $_ => 0 } @columns;
my @unexpected;

printf "%-12s %6s %6s %10s %6s %14s %12s\n", 'folder', 'cases', 'equal', 'different', 'known', 'not simulated', 'unpublished';
for my $folder (@folders) {
	my %count = map { $_ => 0 } @columns;
	counted($folder, \%count) if !-e "$golden/$folder/commands.sh";
	for my $file (-e "$golden/$folder/commands.sh" ? sort glob("$golden/$folder/[0-9]*.txt") : ()) {
		my ($case) = $file =~ m{([^/]+)\.txt$};
		my $recorded = slurp($file);
		my $answer = find_answer($folder, $case);
		if ($recorded =~ /^--- not published$/m) {
			$count{unpublished}++;
			next;
		}
		$count{cases}++;
		if (!defined $answer) {
			difference($folder, $case, normal($recorded), "the session ended before this case\n", \%count);
			next;
		}
		my ($theirs, $mine) = (normal($recorded), normal($answer));
		if ($theirs eq $mine) {
			$count{equal}++;
		} elsif ($answer =~ /not simulated/ && !exists $known{"$folder/$case"}) {
			$count{not_simulated}++;
			write_diff($folder, $case, $theirs, $mine);
		} else {
			difference($folder, $case, $theirs, $mine, \%count);
		}
	}
	row($folder, \%count);
	$total{$_} += $count{$_} for @columns;
}
row('all', \%total);
for my $case (sort keys %known) {
	my ($folder) = split m{/}, $case;
	next if $used{$case} || !grep { $_ eq $folder } @folders;
	print "known.txt: $case is equal now: take it out\n";
}
print "differences are in $ours/diffs\n" if -d "$ours/diffs";
if (@unexpected) {
	print "not expected: @unexpected\n";
	exit 1;
}
exit 0;

# Of calls of the library, tests have counted the cases, the equal and the different ones; one that failed counts as a case of its own.
sub counted {
	my ($folder, $count) = @_;
	for my $file (glob("$ours/$folder/*.counts")) {
		my @fields = split /\t/, slurp($file);
		$count->{ (qw(cases equal different))[$_] } += $fields[ $_ + 1 ] for 0 .. 2;
	}
	push @unexpected, "$folder (see $ours/$folder)" if $count->{different} || !$count->{cases};
}

sub row {
	my ($name, $count) = @_;
	printf "%-12s %6d %6d %10d %6d %14d %12d\n", $name, @$count{qw(cases equal different known not_simulated unpublished)};
}

sub difference {
	my ($folder, $case, $theirs, $mine, $count) = @_;
	write_diff($folder, $case, $theirs, $mine);
	if ($known{"$folder/$case"}) {
		$used{"$folder/$case"} = 1;
		$count->{known}++;
	} else {
		push @unexpected, "$folder/$case";
		$count->{different}++;
	}
}

# Lines "FOLDER/CASE: reason"; a reason may go on in lines that begin with a blank.
sub read_known {
	my ($file) = @_;
	my %cases;
	open my $handle, '<', $file or die "compare.pl: $file: $!\n";
	while (<$handle>) {
		next if /^\s*(#|$)/ || /^\s/;
		m{^([^:\s]+): *(\S.*)} or die "compare.pl: $file:$.: a line is FOLDER/CASE: reason\n";
		$cases{$1} = $2;
	}
	return %cases;
}

# By the number: names of cases are cut at different places.
sub find_answer {
	my ($folder, $case) = @_;
	my ($number) = $case =~ /^(\d+)/;
	my ($file) = glob("$ours/$folder/${number}_*.txt");
	return defined $file ? slurp($file) : undef;
}

sub slurp {
	my ($file) = @_;
	open my $handle, '<:raw', $file or die "compare.pl: $file: $!\n";
	local $/;
	return scalar <$handle>;
}

sub write_diff {
	my ($folder, $case, $theirs, $mine) = @_;
	mkdir "$ours/diffs";
	mkdir "$ours/diffs/$folder";
	my $base = "$ours/diffs/$folder/$case";
	spill("$base.recorded", $theirs);
	spill("$base.ours", $mine);
	system("diff -u --label recorded --label ours '$base.recorded' '$base.ours' > '$base.diff'");
	unlink "$base.recorded", "$base.ours";
}

sub spill {
	my ($file, $text) = @_;
	open my $handle, '>:raw', $file or die "compare.pl: $file: $!\n";
	print $handle $text;
	close $handle;
}

# What varies, and nothing else (golden/README.md, "What varies").
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
