# SPDX-License-Identifier: GPL-2.0-or-later
#
# compare.pl GOLDEN OURS CONFORMANCE FOLDER…: compares our answers with the recorded ones, prints the table, writes OURS/diffs. 1 if a difference is not in KNOWN.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use Masks 'normal';
use Scene qw(slurp read_plays read_scene read_answers);
use Determined;

my ($golden, $ours, $here, @folders) = @ARGV;
my %known = read_known("$here/known.txt");
my %used;
my @columns = qw(cases equal different known undetermined not_simulated unpublished);
my %total = map { $_ => 0 } @columns;
my @unexpected;

printf "%-14s %6s %6s %10s %6s %15s %14s %12s\n", 'folder', 'cases', 'equal', 'different', 'known', 'not determined', 'not simulated', 'unpublished';
for my $folder (@folders) {
	my %count = map { $_ => 0 } @columns;
	counted($folder, \%count) if !-e "$golden/$folder/commands.sh";
	scenes($folder, \%count) if $folder =~ /^3/;
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
		} else {
			unequal($folder, $case, $theirs, $mine, \%count);
		}
	}
	row($folder, \%count);
	$total{$_} += $count{$_} for @columns;
}
row('all', \%total);
for my $case (sort keys %known) {
	my ($folder) = split m{/}, $case;
	next if $used{$case} || $known{$case} =~ /^chance:/ || !grep { $_ eq $folder } @folders;
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

# Scenes on several nodes: each command is a case, FOLDER/SCENE#NUMBER. A play is gone through in its order, since what is determined depends on what went before.
sub scenes {
	my ($folder, $count) = @_;
	for my $play (read_plays($golden, "$here/plays.txt")) {
		my $determined = Determined->new;
		my %seen;
		for my $item (@{ $play->{items} }) {
			$determined->of($item, '') if defined $item->{command};
			my $file = $item->{scene} // next;
			next if $seen{$file}++;
			my $scene = read_scene("$golden/$file");
			my @answers = read_answers("$ours/$file");
			my ($of, $name) = $file =~ m{^(.+)/([^/]+)\.txt$};
			my $number = 0;
			$determined->scene;
			for my $step (@{ $scene->{steps} }) {
				$number++;
				my $answer = $answers[ $number - 1 ] // "the play ended before this command\n";
				my ($theirs, $mine) = $determined->of($step, $answer);
				next if $of ne $folder;
				$count->{ $scene->{published} ? 'cases' : 'unpublished' }++;
				next if !$scene->{published};
				if (!defined $theirs) {
					$count->{undetermined}++;
				} elsif ($theirs eq $mine) {
					$count->{equal}++;
				} else {
					unequal($folder, "$name#$number", $theirs, $mine, $count);
				}
			}
		}
	}
}

sub row {
	my ($name, $count) = @_;
	printf "%-14s %6d %6d %10d %6d %15d %14d %12d\n", $name, @$count{@columns};
}

sub unequal {
	my ($folder, $case, $theirs, $mine, $count) = @_;
	if ($mine =~ /not simulated/ && !exists $known{"$folder/$case"}) {
		$count->{not_simulated}++;
		write_diff($folder, $case, $theirs, $mine);
	} else {
		difference($folder, $case, $theirs, $mine, $count);
	}
	return;
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
