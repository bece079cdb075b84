# SPDX-License-Identifier: GPL-2.0-or-later
#
# scene.pl GOLDEN OURS PLAYS NUMBER: performs a play of that file on the simulated nodes behind LUTF_LNETSIM_SOCKET, and writes our answers to OURS/FOLDER/SCENE.
#          GOLDEN OURS PLAYS: lists the plays, a line each: number, topology, folders
# From the environment: CONFORMANCE, this folder; SCRATCH, which stands for /tmp.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use Sampler qw(is_sampler sampler_commands condensed);
use Scene qw(slurp read_plays folders read_scene write_answer);
use Simulator qw(control lnetctl);

my ($golden, $ours, $plays, $wanted) = @ARGV;
my @plays = read_plays($golden, $plays);
if (!defined $wanted) {
	print join(' ', $_, $plays[$_]{topology}, folders($plays[$_])), "\n" for 0 .. $#plays;
	exit 0;
}
my $scratch = $ENV{SCRATCH};

# The emulated machines took 0.2 to 1.5 s for a command (topology.txt); what a scene says of the uptime counts more. Beside a sampler a program took
# the longest (33_health/026: five pings, 2 s each with the shell around them).
my $program_seconds         = 0.35;
my $sampled_program_seconds = 0.8;
my $command_seconds         = 0.8;

# The simulator's clock when a node was booted, as far as scenes have told.
my %booted;
# Samplers of the scene: {node, commands, rows}.
my @samplers;
# Pings that a scene sends beside its commands: {node, line, every, due, last}; when the next is due and when the last one, on the simulator's clock.
my $background;

mkdir "$ours/$_" for folders($plays[$wanted]);
for my $item (@{ $plays[$wanted]{items} }) {
	if (defined $item->{scene}) {
		play($item->{scene});
	} elsif (defined $item->{command}) {
		pass($command_seconds);
		run($item->{node}, $item->{command});
	} else {
		pass($item->{seconds});
	}
}

sub play {
	my ($name) = @_;
	my $scene = read_scene("$golden/$name");
	my @sampled = grep { is_sampler($_) } @{ $scene->{steps} };
	my $seconds = @sampled ? $sampled_program_seconds : $program_seconds;
	control('operation_seconds', seconds => $seconds);
	@samplers = $scene->{published} ? map { { node => $_->{node}, commands => [ sampler_commands($_) ], rows => [] } } @sampled : ();
	open my $out, '>:raw', "$ours/$name" or die "scene.pl: $ours/$name: $!\n";
	for my $step (@{ $scene->{steps} }) {
		start_background($_) for @{ $step->{notes} };
		wait_for($step);
		load_selftest($step);
		background_ping() while $background && $step->{command} =~ m{/tmp/bg\.};
		if (is_sampler($step)) {
			write_answer($out, $step, join('', map { $_->{node} eq $step->{node} ? @{ $_->{rows} } : () } @samplers), '', 0);
		} else {
			write_answer($out, $step, run($step->{node}, $step->{command}));
		}
	}
	close $out;
}

# Time passes as it did before this command: by the uptime that it printed, or that a sampler saw last.
sub wait_for {
	my ($step) = @_;
	pass($command_seconds);
	my $answer = $step->{answer} // return;
	my ($uptime) = is_sampler($step) ? $answer =~ /^ *(\d+\.\d+) (?:\||ROUTE).*\n--- stderr$/m : $answer =~ /^uptime (\d+\.\d+)$/m;
	return if !defined $uptime;
	my $now = now();
	my $booted = $booted{ $step->{node} } //= $now - $uptime;
	my $missing = $booted + $uptime - $now;
	if ($missing > 0) {
		pass($missing);
	} elsif (!is_sampler($step)) {
		# It took us longer, since nodes wait one after the other here: so much later is all that follows.
		$_ -= $missing for values %booted;
	}
}

# Scenes load the module of lst on the node of the console only; the other end of the test must have had it too.
sub load_selftest {
	my ($step) = @_;
	run('node2', 'modprobe lnet_selftest') if $step->{command} =~ /modprobe lnet_selftest; lst new_session/;
}

sub now {
	return control('now')->{now};
}

sub pass {
	my ($seconds) = @_;
	my $end = now() + $seconds;
	# One that is not answered holds up those after it, not the scene.
	background_ping() while $background && $background->{due} <= $end && now() < $end;
	advance_to($end);
}

sub advance_to {
	my ($time) = @_;
	while ((my $missing = $time - now()) > 1e-6) {
		control('advance', seconds => sprintf '%.6f', @samplers && $missing > 1 ? 1 : $missing);
		sample() if @samplers;
	}
}

# It takes no time.
sub sample {
	control('operation_seconds', seconds => 0);
	for my $sampler (@samplers) {
		my $booted = $booted{ $sampler->{node} } // next;
		push @{ $sampler->{rows} }, condensed(now() - $booted, lnetctl($sampler->{node}, @{ $sampler->{commands} }));
	}
	control('operation_seconds', seconds => $sampled_program_seconds);
}

# Scenes of 33_health say so in a comment. The lines came one every so often, whatever became of the pings before.
sub start_background {
	my ($note) = @_;
	$note =~ /^background on (\S+): one lnetctl process, "([^"]+)" every ([\d.]+) s for (\d+) s$/ or return;
	unlink glob("$scratch/bg.*");
	my $now = now();
	$background = { node => $1, line => $2, every => $3, last => $now + $4 - $3, due => $now };
}

sub background_ping {
	advance_to($background->{due});
	# In that process no ping has to be started.
	control('operation_seconds', seconds => 0);
	my ($stdout, $stderr) = run($background->{node}, "echo $background->{line} | lnetctl");
	control('operation_seconds', seconds => $sampled_program_seconds);
	append('bg.out', $stdout);
	append('bg.err', $stderr);
	append('bg.t', "\n");
	$background->{due} += $background->{every};
	undef $background if $background->{due} > $background->{last};
}

sub append {
	my ($name, $text) = @_;
	open my $handle, '>>:raw', "$scratch/$name" or die "scene.pl: $scratch/$name: $!\n";
	print $handle $text;
	close $handle;
}

# (stdout, stderr, status) of a command in a bash of its own on that node.
sub run {
	my ($node, $command) = @_;
	local $ENV{LUTF_LNETSIM_NODE} = $node;
	$command =~ s{/tmp/}{$scratch/}g;
	# What bash itself does with the kernel, and the simulator has to do.
	my $control = "perl $ENV{CONFORMANCE}/control.pl";
	$command =~ s/\$EPOCHREALTIME\b/\$($control now)/g;
	$command =~ s{echo (\S+) > /sys/module/(\w+)/parameters/(\w+)}{$control write_parameter node=$node module=$2 name=$3 text=$1}g;
	my $pid = fork // die "scene.pl: fork: $!\n";
	if ($pid == 0) {
		open STDIN, '<', '/dev/null';
		open STDOUT, '>', "$scratch.out";
		open STDERR, '>', "$scratch.err";
		exec '/bin/bash', '-c', ". '$ENV{CONFORMANCE}/words.sh'; $command";
	}
	waitpid $pid, 0;
	my $status = $? & 127 ? 128 + ($? & 127) : $? >> 8;
	my @texts = map { s{\Q$scratch\E/}{/tmp/}gr } slurp("$scratch.out"), slurp("$scratch.err");
	return (@texts, $status);
}
