# SPDX-License-Identifier: GPL-2.0-or-later
#
# Lists the accesses of a kernel's sources, by their text alone: members of a page or folio
# that mean something else for a ZONE_DEVICE page, calls that read one, lookups and puts of
# a pagemap. FILE, LINE, FUNCTION, ACCESS; functions' own definitions are left out.
FNR==1 { fn=""; incomment=0 }
{
  line=$0
  # comments
  s=line; out=""
  while (1) {
    if (incomment) { i=index(s,"*/"); if(!i){s="";break} s=substr(s,i+2); incomment=0 }
    i=index(s,"/*"); if(!i) break
    out=out substr(s,1,i-1); s=substr(s,i+2); incomment=1
  }
  out=out s; sub(/\/\/.*/,"",out); t=out
}
/^[A-Za-z_]/ && /\(/ && !/^#/ && !/;[ \t]*$/ { s2=$0; if (match(s2,/[A-Za-z_0-9]+\(/)) { f=substr(s2,RSTART,RLENGTH-1); if (f!~/^(DEFINE_|EXPORT_|MODULE_|__acquires|SYSCALL)/) fn=f; else if (s2 ~ /^SYSCALL_DEFINE/) {sub(/.*\(/,"",s2); sub(/,.*/,"",s2); fn=s2} } }
{
  u=t
  while (match(u, /[A-Za-z_][A-Za-z_0-9]*(\[[^]]*\])?(\)?)(->|\.)(mapping|pgmap|zone_device_data|pp|pp_magic|mlock_count|lru|buddy_list|pcp_list|compound_head|_deferred_list)([^A-Za-z_0-9]|$)/)) {
    a=substr(u,RSTART,RLENGTH); u=substr(u,RSTART+RLENGTH-1)
    sub(/[^A-Za-z_0-9]$/,"",a)
    b=a; sub(/(->|\.)[a-z_]*$/,"",b)
    if (b ~ /(page|folio|pages?(\[.*\])?\)?|head|src|dst|subpage|tail|^p|^newpage|old|new|slab|page_tail|ptdesc|hpage)\)?$/) print FILENAME "\t" FNR "\t" fn "\t" a
  }
  u=t
  while (match(u, /(^|[^A-Za-z_0-9])(PageAnon|folio_test_anon|PageKsm|folio_test_ksm|__PageMovable|__folio_test_movable|PageMappingFlags|folio_mapping_flags|PageAnonExclusive|page_mapping|folio_mapping|folio_anon_vma|page_rmapping|folio_raw_mapping|folio_file_mapping|page_file_mapping|page_anon_vma|folio_inode|page_pgmap|page_movable_ops|folio_movable_ops|dax_lock_page|dax_lock_folio|page_is_pfmemalloc|page_is_secretmem|gup_must_unshare|folio_add_lru|folio_putback_lru|putback_lru_page|get_dev_pagemap|put_dev_pagemap|folio_get_anon_vma|folio_lock_anon_vma_read|folio_evictable|mm_counter|page_evictable|folio_needs_release)\(/)) {
    a=substr(u,RSTART,RLENGTH); u=substr(u,RSTART+RLENGTH)
    sub(/^[^A-Za-z_0-9]/,"",a); sub(/\($/,"",a)
    if (a != fn || t !~ /^[A-Za-z]/) print FILENAME "\t" FNR "\t" fn "\t" a "()"
  }
}
