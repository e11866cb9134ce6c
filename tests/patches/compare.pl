#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Does pageck see in a mail, a mailbox or a patch what git makes of the same bytes?
#
# usage: compare.pl DIR PAGECK	(DIR: made by generate.pl)
#
# What git am takes for mails is given to git am, anything else to git apply. Where git changes
# files, `presubmit --list` names the same files, and lines such that all that differs is in
# them and that are as many as git counts. Where git refuses, pageck ends with status 2. Prints
# "not ok CASE: ..." where they differ, and at last how many there were of which kind.

use strict;
use warnings;

my ($dir, $pageck) = @ARGV;
my $repo = "$dir/repo";
my ($applied, $refused, $failed) = (0, 0, 0);

# Runs it with standard input from $in; (status, standard output, standard error).
sub run
{
	my ($in, @words) = @_;
	my $pid = fork() // die "fork: $!\n";

	if (!$pid) {
		open(STDIN, '<', $in) or die;
		open(STDOUT, '>', "$dir/out") or die;
		open(STDERR, '>', "$dir/err") or die;
		alarm 30;
		exec @words or die;
	}
	waitpid $pid, 0;
	return ($? & 127 ? 128 + ($? & 127) : $? >> 8, slurp("$dir/out"), slurp("$dir/err"));
}

sub slurp
{
	open(my $f, '<:raw', $_[0]) or return '';
	local $/;
	return <$f> // '';
}

sub git { return run('/dev/null', 'git', '-C', $repo, @_) }

sub git_says
{
	my ($status, $out) = git(@_);

	die "git @_: status $status\n" if $status;
	chomp $out if $out =~ /\A[0-9a-f]+\n\z/;
	return $out;
}

# --- what git does --------------------------------------------------------------------------------

# The tree that git makes of it; undef: it refuses. And whether that is for no more than what a
# commit wants of a message or an author.
sub git_tree
{
	my ($case, @empty) = @_;
	my ($status, undef, $err) = git('am', '-q', @empty, $case);
	my $tree;

	if ($err =~ /Patch format detection failed/) {
		($status) = git('apply', '--cached', $case);
		$tree = git_says('write-tree') unless $status;
	} else {
		$tree = git_says('rev-parse', 'HEAD^{tree}') unless $status;
		git('am', '--abort') if $status;
	}
	git_says('reset', '-q', '--hard', 'base');
	git_says('clean', '-qfdx');
	return ($tree, $err =~ /empty ident name|invalid ident|invalid date|NUL byte in commit log/);
}

# NAME (the new one) => [STATUS, OLD-NAME, LINES GONE, LINES ADDED], as pageck escapes names
sub git_changes
{
	my ($tree) = @_;
	my @raw = split /\0/, git_says('diff-tree', '-r', '-M', '-z', '--raw', '--no-abbrev', 'base', $tree);
	my %r;

	while (@raw) {
		my (undef, undef, $old_blob, $new_blob, $status) = split / /, shift @raw;
		my $old = shift @raw;
		my $new = $status =~ /^R/ ? shift @raw : $old;

		$r{escaped($new)} = { status => substr($status, 0, 1), old => escaped($old), blobs => [$old_blob, $new_blob] };
	}
	return \%r;
}

sub escaped { return $_[0] =~ s/\t/\\x09/gr }

sub lines_of
{
	my ($blob) = @_;

	return [] if $blob =~ /^0+$/;
	return [split /(?<=\n)/, git_says('cat-file', 'blob', $blob)];
}

# --- what pageck says -------------------------------------------------------------------------------

sub pageck_changes
{
	my ($out) = @_;
	my %r;

	for (split /\n/, $out) {
		my ($status, @f) = split /\t/;
		my $hunks = @f > 1 && $f[-1] =~ /^(not C$|-\d+,\d+\+)/ ? pop @f : '';

		$r{$f[-1]} = { status => $status, old => $f[0], hunks => $hunks };
	}
	return \%r;
}

# All that lies outside the hunks is the same, and there is no more in them than git counts.
sub lines_wrong
{
	my ($git, $hunks) = @_;
	my ($old, $new) = map { lines_of($_) } @{$git->{blobs}};
	my ($i, $j, $size) = (0, 0, 0);

	for (split / /, $hunks) {
		my ($a, $na, $b, $nb) = /^-(\d+),(\d+)\+(\d+),(\d+)$/ or return "what is '$_'";

		$a-- if $na;
		$b-- if $nb;
		return "'$_' comes late" if $a < $i || $a - $i != $b - $j;
		while ($i < $a) {
			return "line $i differs outside" if $old->[$i++] ne $new->[$j++];
		}
		$i += $na;
		$j += $nb;
		$size += $na + $nb;
	}
	return 'the rest differs' if join('', @$old[$i .. $#$old]) ne join('', @$new[$j .. $#$new]);
	return '' if grep { /^0+$/ } @{$git->{blobs}};
	return '' if $git->{blobs}[0] eq $git->{blobs}[1];
	my $count = () = git_says('diff', '--text', '-U0', @{$git->{blobs}}) =~ /^[-+]/mg;
	return $size == $count - 2 ? '' : "$size lines, not $count - 2";
}

sub wrong
{
	my ($case) = @_;
	my @words = ($pageck, 'presubmit', '--list', '-k', $repo);
	# each way in has its turn
	my ($status, $out, $err) = $case =~ /[02468]-[^\/]*$/ ? run('/dev/null', @words, $case) : run($case, @words, '-');

	# a mail without a patch is passed over when it is a cover letter, else it ends git am too
	my ($tree, $no_commit) = git_tree($case, $err =~ /holds no patch that git can read/ ? () : '--empty=drop');

	return "status $status" if $status != 0 && $status != 2;
	return '' if !defined $tree && $no_commit;
	if (!defined $tree) {
		$refused++;
		return $status == 2 && $err =~ /error/ && $out eq '' ? '' : "git refuses it, pageck says:\n$out$err";
	}
	my ($git, $ours) = (git_changes($tree), $status ? {} : pageck_changes($out));

	# no patch in any of the mails: git am is content
	if (!%$git && $status == 2) {
		$refused++;
		return $err =~ /holds (no|a) patch/ ? '' : "git takes it, pageck says: $err";
	}
	$applied++;
	return "git takes it, pageck says: $err" if $status;
	for my $name (sort keys %{{ %$git, %$ours }}) {
		my ($g, $o) = ($git->{$name}, $ours->{$name});

		return "$name: only " . ($g ? 'git' : 'pageck') . " has it" unless $g && $o;
		return "$name: git: $g->{status} $g->{old}, pageck: $o->{status} $o->{old}"
			if $g->{status} ne $o->{status} || $g->{old} ne $o->{old};
		next if $o->{hunks} eq 'not C' || $o->{status} eq 'T';
		my $why = lines_wrong($g, $o->{hunks});
		return "$name: $why: $o->{hunks}" if $why;
	}
	return '';
}

for my $case (sort glob "$dir/cases/*") {
	my $why = wrong($case);

	$failed++ if $why;
	print 'not ok ', $case =~ s{.*/}{}r, ": $why\n" if $why;
}
print "# $applied applied, $refused refused, $failed differ\n";
# a comparison of nothing but refusals would be none
print "not ok too few of either\n" if $applied * 5 < $refused || $refused * 50 < $applied;
exit($failed || $applied * 5 < $refused);
