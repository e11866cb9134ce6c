#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0-or-later
#
# A small repository, and patches for it in every shape that mails and files come in.
#
# usage: generate.pl DIR SEED COUNT
#
# DIR/repo is the repository, its commit tagged "base"; DIR/cases/NNNN-SERIES-SHAPE are COUNT
# inputs. What is in them depends on SEED alone: a few series of random edits, written by git
# format-patch in one of its ways, each then given a shape (@shapes) or two.

use strict;
use warnings;
use MIME::Base64;
use MIME::QuotedPrint;

my ($dir, $seed, $count) = @ARGV;
die "usage: generate.pl DIR SEED COUNT\n" unless $count;
srand($seed);
mkdir $dir;
mkdir "$dir/cases" or die "$dir/cases: $!\n";

sub one { return $_[rand @_] }

sub put
{
	my ($path, $text) = @_;

	(my $parent = $path) =~ s{[^/]*$}{};
	system('mkdir', '-p', $parent);
	unlink $path;
	open(my $f, '>:raw', $path) or die "$path: $!\n";
	print $f $text;
	close $f;
}

sub get
{
	my ($path) = @_;

	open(my $f, '<:raw', $path) or die "$path: $!\n";
	local $/;
	my $text = <$f>;
	return $text // '';
}

sub git
{
	open(my $f, '-|:raw', 'git', '-C', "$dir/repo", @_) or die "git: $!\n";
	local $/;
	my $said = <$f>;
	close $f;
	die "git @_ failed\n" if $?;
	return $said // '';
}

# --- the repository ---------------------------------------------------------------------------

my $line = 0;

sub c_line
{
	$line++;
	return one("\tx = call_$line(y);\n", "\tif (x > $line)\n", "\t\treturn -$line;\n", "/* remark $line */\n",
		   "\treturn 0;\n", "}\n", "\n", "#define N_$line $line\n", "-- minus $line\n", "From here $line\n");
}

sub c_text { return join '', map { c_line() } 1 .. ($_[0] // 30 + rand 40) }

my %base = (
	'mm/a.c' => c_text(60),
	'mm/b.c' => c_text(),
	'mm/deep/er/c.c' => c_text(),
	'include/linux/api.h' => c_text(),
	'drivers/with space/d d.c' => c_text(),
	"mm/tab\tname.c" => c_text(),
	"mm/\xc3\xbc.c" => c_text(),
	'mm/crlf.c' => c_text() =~ s/\n/\r\n/gr,
	'mm/nonl.c' => c_text() . 'no newline at the end',
	'mm/nul.c' => c_text(10) . "a\0b\n" . c_text(10),
	'mm/latin.c' => c_text(10) . "/* \xe9\xe8 */\n" . c_text(10),
	'mm/long.c' => c_text(10) . 'x' x 70000 . "\n" . c_text(10),
	'mm/empty.c' => '',
	'Makefile' => c_text(),
	'Documentation/t.txt' => c_text(),
	'mm/bin.h' => join('', map { chr int rand 256 } 1 .. 3000),
);

sub make_repository
{
	system('git', 'init', '-q', "$dir/repo") and die;
	put("$dir/repo/$_", $base{$_}) for sort keys %base;
	symlink 'a.c', "$dir/repo/mm/link.c";
	git('add', '-A');
	git('commit', '-qm', 'base');
	git('tag', 'base');
}

# --- edits --------------------------------------------------------------------------------------

sub edit_lines
{
	my ($path) = @_;
	my @l = split /(?<=\n)/, get($path);

	for (0 .. rand 3) {
		my $at = int rand(@l + 1);
		my $new = $path =~ /crlf/ ? c_line() =~ s/\n/\r\n/r : c_line();

		splice @l, $at, one(0, 1, 1, 3), (map { $new } 0 .. rand 2);
	}
	put($path, join '', @l);
}

sub files
{
	return map { "$dir/repo/$_" } grep { -f "$dir/repo/$_" && !-l "$dir/repo/$_" && -s _ } split /\0/, git('ls-files', '-z');
}

my @edits = (
	(sub { edit_lines(one(files())) }) x 6,
	sub { put("$dir/repo/mm/new$line.c", c_text(5)) },
	sub { put("$dir/repo/mm/new$line.h", '') },
	sub { unlink one(files()) },
	sub { my $f = one(files()); rename $f, $f =~ s/([^\/.]*)\.(\w+)$/$1_moved.$2/r },
	sub { my $f = one(files()); edit_lines($f); rename $f, $f =~ s/([^\/.]*)\.(\w+)$/$1 changed.$2/r },
	sub { my $f = one(files()); put("$f.copy.c", get($f)) },
	sub { chmod 0755, one(files()) },
	sub { unlink "$dir/repo/mm/link.c"; symlink 'b.c', "$dir/repo/mm/link.c" },
	sub { my $f = one(files()); unlink $f; symlink 'a.c', $f },
	sub { unlink "$dir/repo/mm/link.c"; put("$dir/repo/mm/link.c", c_text(5)) },
	sub { put("$dir/repo/mm/bin.h", join '', map { chr int rand 256 } 1 .. 500) },
	sub { put("$dir/repo/mm/nul.c", get("$dir/repo/mm/nul.c") . "x\0\n") if -e "$dir/repo/mm/nul.c" },
	sub { put("$dir/repo/mm/long.c", 'y' x 90000 . "\n") },
	sub { put("$dir/repo/mm/a.c", c_text(60)) },
);

# One to three commits, as git format-patch writes them.
sub make_series
{
	my $n = 1 + int rand 3;
	my @how = ("-U" . one(0, 1, 3, 3, 3, 8));

	for my $i (1 .. $n) {
		one(@edits)->() for 0 .. rand 2;
		git('add', '-A');
		git('commit', '-q', '--allow-empty', '-m', "change $i\n\nWhy, and how.\n");
	}
	push @how, '--binary' if rand() < 0.9;
	push @how, one('-M', '-M', '--no-renames', '-C');
	push @how, one('--no-prefix', '--src-prefix=x/', '--full-index', '--no-stat') if rand() < 0.25;
	push @how, one('--attach', '--inline') if rand() < 0.15;
	push @how, '--cover-letter' if rand() < 0.2;
	my $text = git('format-patch', '-q', '--stdout', @how, 'base..HEAD');
	git('reset', '-q', '--hard', 'base');
	git('clean', '-qfdx');
	return $text;
}

# --- shapes -------------------------------------------------------------------------------------

sub mails { return split /(?=^From [0-9a-f]{40} )/m, $_[0] }

# Headers and body of each mail go through a function.
sub each_mail
{
	my ($text, $do) = @_;

	return join '', map { my ($h, $b) = split /(?<=\n)\n/, $_, 2; join "\n", $do->($h, $b // '') } mails($text);
}

sub header { my ($text, $h) = @_; return each_mail($text, sub { ($_[0] . $h, $_[1]) }) }

sub encoded
{
	my ($text, $name, $encode) = @_;

	return each_mail($text, sub {
		my ($h, $b) = @_;

		return ($h, $b) if $h =~ /multipart/;
		$h =~ s/^(Content-|MIME-).*\n//mg;
		return ($h . "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: $name\n", $encode->($b));
	});
}

sub attached
{
	my ($text, $close) = @_;

	return each_mail($text, sub {
		my ($h, $b) = @_;

		return ($h, $b) if $h =~ /multipart/;
		return ($h . "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"=_b\"\n",
			"preamble\n--=_b\nContent-Type: text/plain\n\nSee the attachment.\n--=_b\n" .
			"Content-Type: text/x-patch; name=x.patch\nContent-Transfer-Encoding: base64\n\n" .
			encode_base64($b) . ($close ? "--=_b--\n" : ''));
	});
}

sub insert_after
{
	my ($text, $mark, $new) = @_;

	$text =~ s/^($mark)$/$1\n$new/m;
	return $text;
}

sub insert_anywhere
{
	my ($text, $new) = @_;

	substr($text, int rand(1 + length $text), 0) = $new;
	return $text;
}

sub hunk_line { my ($text, $from, $to) = @_; $text =~ s/^([ +-]\t.*)$from/$1$to/m; return $text }
sub bare { return $_[0] =~ s/\A.*?(?=^diff --git)//msr }
sub truncated { return substr($_[0], 0, int rand length $_[0]) }
sub no_from_line { return join '', map { s/\AFrom .*\n//r } mails($_[0]) }
sub traditional { return bare($_[0]) =~ s/^(diff --git|index|new file|deleted|similarity|dissim|rename|old mode|new mode).*\n//mgr }

my @shapes = (
	[as_it_is => sub { $_[0] }],
	[crlf => sub { $_[0] =~ s/\n/\r\n/gr }],
	[crlf_body => sub { each_mail($_[0], sub { ($_[0], $_[1] =~ s/\n/\r\n/gr) }) }],
	[nul_line => sub { insert_after($_[0], '---', "\0") }],
	[nul_lines => sub { insert_after(insert_after($_[0], '---', "\0\0\0"), 'Why, and how.', "\0") }],
	[nul_in_header => sub { header($_[0], "X-Nul: a\0b\n") }],
	[nul_in_subject => sub { $_[0] =~ s/^Subject: /Subject: \0/mr }],
	[nul_in_hunk => sub { hunk_line($_[0], '$', "\0") }],
	[nul_before_diff => sub { insert_after($_[0], ' \d+ files? changed.*', "\0") }],
	[nul_anywhere => sub { insert_anywhere($_[0], "\0") }],
	[nul_first => sub { "\0" . $_[0] }],
	[base64 => sub { encoded($_[0], 'base64', \&encode_base64) }],
	[base64_crlf => sub { encoded($_[0], 'base64', sub { encode_base64($_[0], "\r\n") }) }],
	[base64_of_crlf => sub { encoded($_[0], 'base64', sub { encode_base64($_[0] =~ s/\n/\r\n/gr) }) }],
	[base64_nul => sub { encoded(insert_after($_[0], '---', "\0"), 'base64', \&encode_base64) }],
	[base64_truncated => sub { truncated(encoded($_[0], 'base64', \&encode_base64)) }],
	[base64_untrue => sub { header($_[0], "Content-Transfer-Encoding: base64\n") }],
	[quoted_printable => sub { encoded($_[0], 'quoted-printable', sub { encode_qp($_[0]) }) }],
	[quoted_printable_untrue => sub { header($_[0], "Content-Transfer-Encoding: quoted-printable\n") }],
	[quoted_printable_broken => sub { insert_anywhere(encoded($_[0], 'quoted-printable', sub { encode_qp($_[0]) }), '=') }],
	[attached => sub { attached($_[0], 1) }],
	[attached_open => sub { attached($_[0], 0) }],
	[attached_truncated => sub { truncated(attached($_[0], 1)) }],
	[flowed => sub { header($_[0] =~ s/^ /  /mgr, "Content-Type: text/plain; format=flowed\n") }],
	[flowed_wrapped => sub { header($_[0] =~ s/^(.{30,60}?) /$1 \n/mgr, "Content-Type: text/plain; format=flowed\n") }],
	[unknown_charset => sub { header($_[0], "Content-Type: text/plain; charset=x-none\n") }],
	[latin_charset => sub { header($_[0], "Content-Type: text/plain; charset=iso-8859-1\n") }],
	[wide_subject => sub { $_[0] =~ s/^Subject: /'Subject: =?x?b?' . 'A' x 100000 . '?= '/emr }],
	[wide_subject_utf8 => sub { $_[0] =~ s/^Subject: /'Subject: =?utf-8?q?' . 'a' x 100000 . '?= '/emr }],
	[wide_header => sub { header($_[0], 'X-Wide: ' . 'w' x 300000 . "\n") }],
	[many_headers => sub { header($_[0], "X-Many: w\n" x 20000) }],
	[folded_header => sub { header($_[0], "X-Fold: w\n" . "\tmore\n" x 5000) }],
	[long_message => sub { insert_after($_[0], 'Why, and how.', 'l' x 500000) }],
	[in_body_headers => sub { each_mail($_[0], sub { ($_[0], "From: o <o\@o>\nSubject: other\n\n$_[1]") }) }],
	[scissors => sub { each_mail($_[0], sub { ($_[0], "Hello\n\n-- >8 --\nSubject: cut\n\n$_[1]") }) }],
	[diff_in_message => sub { insert_after($_[0], 'Why, and how.', "diff of a kind\n--- a\n") }],
	[quoted_diff => sub { insert_after($_[0], 'Why, and how.', "> diff --git a/mm/a.c b/mm/a.c\n> --- a/mm/a.c\n") }],
	[escaped_from => sub { insert_after($_[0], 'Why, and how.', ">From me\nFrom you\n") }],
	[from_line_inside => sub { insert_after($_[0], 'Why, and how.', "\nFrom x Thu Jan  1 00:00:00 1970\nSubject: y\n") }],
	[no_from_line => sub { no_from_line((mails($_[0]))[-1]) }],
	[no_from_lines => sub { no_from_line($_[0]) }],
	[other_headers_first => sub { "Received: by x\nX-A: b\n" . no_from_line((mails($_[0]))[0]) }],
	[blank_lines_first => sub { "\n\n\r\n" . $_[0] }],
	[text_first => sub { "a text\n" . $_[0] }],
	[bom_first => sub { "\xef\xbb\xbf" . $_[0] }],
	[bare => sub { bare($_[0]) }],
	[bare_crlf => sub { bare($_[0]) =~ s/\n/\r\n/gr }],
	[bare_nul => sub { "\0\n" . bare($_[0]) }],
	[bare_blank_line => sub { "\n" . bare($_[0]) }],
	[bare_truncated => sub { truncated(bare($_[0])) }],
	[bare_headers => sub { "Content-Transfer-Encoding: base64\n" . bare($_[0]) }],
	[traditional => sub { traditional($_[0]) }],
	[svn => sub { traditional($_[0]) =~ s/^(?=--- )/"Index: x\n" . '=' x 60 . "\n"/emgr }],
	[dates => sub { traditional($_[0]) =~ s/^(---|\+\+\+) ([^\s]+)$/$1 $2\t2020-01-01 00:00:00.000000000 +0000/mgr }],
	[hg => sub { "# HG changeset patch\n# User x <x\@x>\n\ntext\n\n" . bare($_[0]) }],
	[stgit => sub { "mm: subject\n\nFrom: x <x\@x>\n\n---\n" . bare($_[0]) }],
	[stgit_untrue => sub { "Content-Transfer-Encoding: base64\n\nFrom: x <x\@x>\n\n" . bare($_[0]) }],
	[git_show => sub { "commit 1234\nAuthor: x\nDate: y\n\n    text\n\n" . bare($_[0]) }],
	[reversed => sub { join '', reverse mails($_[0]) }],
	[twice => sub { $_[0] . $_[0] }],
	[truncated => sub { truncated($_[0]) }],
	[byte_lost => sub { substr(my $t = $_[0], int rand length $_[0], 1) = ''; $t }],
	[byte_changed => sub { substr(my $t = $_[0], int rand length $_[0], 1) = chr int rand 256; $t }],
	[line_lost => sub { my @l = split /(?<=\n)/, $_[0]; splice @l, rand @l, 1; join '', @l }],
	[line_twice => sub { my @l = split /(?<=\n)/, $_[0]; my $i = rand @l; splice @l, $i, 0, $l[$i]; join '', @l }],
	[tabs_lost => sub { $_[0] =~ s/\t/        /gr }],
	[other_place => sub { $_[0] =~ s/^@@ -(\d+)/'@@ -' . ($1 + 7)/emgr }],
	[other_counts => sub { $_[0] =~ s/^@@ -(\d+),(\d+)/"@@ -$1," . ($2 + 1)/emr }],
	[outside => sub { $_[0] =~ s{([ab])/mm/}{$1/../mm/}gr }],
	[absolute => sub { $_[0] =~ s{ [ab]/mm/}{ /mm/}gr }],
	[dot_git => sub { $_[0] =~ s{([ab])/mm/\w+\.c}{$1/.git/config}gr }],
	[text_after => sub { $_[0] . "\n" . "text\n" x 200 }],
	[cover_with_dashes => sub { "From x Thu Jan  1 00:00:00 1970\nSubject: [PATCH 0/1] c\n\ntext\n" . $_[0] }],
	[empty => sub { '' }],
	[blank => sub { "\n \n\t\n" }],
	[only_text => sub { "Subject: no patch\n\nnothing in here\n---\nhere neither\n" }],
);

make_repository();
my ($at, $series) = (0, 0);
while ($at < $count) {
	my $text = make_series();

	$series++;
	# every shape has its turn, a few at a time
	for (1 .. 8) {
		last if $at >= $count;
		my ($name, $do) = @{$shapes[$at % @shapes]};
		my $new = $do->($text);

		if (rand() < 0.15) {
			my ($more, $again) = @{one(@shapes)};

			($name, $new) = ("$name+$more", $again->($new)) if length $new;
		}
		put(sprintf("%s/cases/%04d-%03d-%s", $dir, $at++, $series, $name), $new);
	}
}
