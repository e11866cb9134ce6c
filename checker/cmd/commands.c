/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/cmd.h"

const struct command commands[] = {
	{ "audit", cmd_audit, "check files and directories of a kernel or module tree", audit_options, NULL },
	{ "presubmit", cmd_presubmit, "check what a series of patches adds", presubmit_options, NULL },
	{ "fix", cmd_fix, "propose a patch for a finding, checked by analysing it again", fix_options, NULL },
	{ "hook", cmd_hook, "have git push run presubmit", hook_options, "install uninstall status" },
	{ "merge", cmd_merge, "put the parts of an audit together", audit_options, NULL },
	{ "check", cmd_check, "check one file, called as kbuild calls $(CHECK)", check_options, NULL },
	{ "layout", cmd_layout, "show how a kernel tree lays out struct page and struct folio",
	  layout_options, NULL },
	{ "why", cmd_why, "say why a line is reported, or why not", why_options, NULL },
	{ "explain", cmd_explain, "show the page of a rule", explain_options, NULL },
	{ "rules", cmd_rules, "list the rules' facts, or check them against a tree", rules_options,
	  "check list doc cocci" },
	{ "completion", cmd_completion, "write the completions for a shell", completion_options,
	  "bash zsh fish" },
	{ 0 }
};
