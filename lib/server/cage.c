// SPDX-License-Identifier: AGPL-3.0-or-later
#include "server/cage.h"

#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#define MEMORY_MOST ((rlim_t)1536 << 20)
enum { FILES_MOST = 8, CPU_SECONDS_MOST = 900 };

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif

static bool limit(unsigned what, rlim_t most)
{
    struct rlimit l = {most, most};
    return setrlimit((__rlimit_resource_t)what, &l) == 0;
}

bool cage_limit(void)
{
#ifndef SANITIZED // a sanitizer reserves terabytes of address space for its shadow
    if (!limit(RLIMIT_AS, MEMORY_MOST))
        return false;
#endif
    return limit(RLIMIT_CORE, 0) && limit(RLIMIT_CPU, CPU_SECONDS_MOST) && limit(RLIMIT_FSIZE, 0) &&
           prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0;
}

static const int allowed[] = {SCMP_SYS(read),
                              SCMP_SYS(write),
                              SCMP_SYS(close),
                              SCMP_SYS(munmap),
                              SCMP_SYS(mremap),
                              SCMP_SYS(madvise),
                              SCMP_SYS(brk),
                              SCMP_SYS(futex),
                              SCMP_SYS(set_robust_list),
                              SCMP_SYS(rseq),
                              SCMP_SYS(sched_yield),
                              SCMP_SYS(sched_getaffinity),
                              SCMP_SYS(exit),
                              SCMP_SYS(exit_group),
                              SCMP_SYS(rt_sigprocmask),
                              SCMP_SYS(rt_sigreturn),
                              SCMP_SYS(sigaltstack),
                              SCMP_SYS(getpid),
                              SCMP_SYS(gettid),
                              SCMP_SYS(clock_gettime),
                              SCMP_SYS(clock_nanosleep),
                              SCMP_SYS(gettimeofday),
                              SCMP_SYS(getrandom),
                              SCMP_SYS(sysinfo),
                              SCMP_SYS(getrusage),
                              SCMP_SYS(fstat),
                              SCMP_SYS(lseek),
                              SCMP_SYS(restart_syscall)};

// Answered as if they could not be done.
static const struct {
    int call, error;
} refused[] = {
    {SCMP_SYS(openat), EACCES},        {SCMP_SYS(open), EACCES},
    {SCMP_SYS(access), EACCES},        {SCMP_SYS(faccessat), EACCES},
    {SCMP_SYS(faccessat2), EACCES},    {SCMP_SYS(stat), EACCES},
    {SCMP_SYS(newfstatat), EACCES},    {SCMP_SYS(readlink), EACCES},
    {SCMP_SYS(statx), EACCES},         {SCMP_SYS(clone3), ENOSYS},
    {SCMP_SYS(sched_setattr), EPERM},  {SCMP_SYS(sched_getattr), EPERM},
    {SCMP_SYS(get_mempolicy), ENOSYS}, {SCMP_SYS(ioctl), ENOTTY},
};

static bool allow_parts(scmp_filter_ctx f)
{
    struct scmp_arg_cmp no_code = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
    struct scmp_arg_cmp code = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, PROT_EXEC);
    struct scmp_arg_cmp thread = SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD);
    struct scmp_arg_cmp naming = SCMP_A0(SCMP_CMP_EQ, PR_SET_NAME, 0);
    struct scmp_arg_cmp vma_naming = SCMP_A0(SCMP_CMP_EQ, 0x53564d41, 0); // PR_SET_VMA
    struct scmp_arg_cmp reading = SCMP_A2(SCMP_CMP_EQ, 0, 0);
    return seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, no_code) == 0 &&
           seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, no_code) == 0 &&
           seccomp_rule_add(f, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(mmap), 1, code) == 0 &&
           seccomp_rule_add(f, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(mprotect), 1, code) == 0 &&
           seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1, thread) == 0 &&
           seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(prctl), 1, naming) == 0 &&
           seccomp_rule_add(f, SCMP_ACT_ERRNO(EINVAL), SCMP_SYS(prctl), 1, vma_naming) == 0 &&
           seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1, reading) == 0;
}

bool cage_close(void)
{
    scmp_filter_ctx f = seccomp_init(SCMP_ACT_KILL_PROCESS);
    // The codecs have left threads behind: the cage is for all of them.
    bool ok = f && seccomp_attr_set(f, SCMP_FLTATR_CTL_TSYNC, 1) == 0 &&
              limit(RLIMIT_NOFILE, FILES_MOST) && allow_parts(f);
    for (size_t i = 0; ok && i < sizeof allowed / sizeof *allowed; i++)
        ok = seccomp_rule_add(f, SCMP_ACT_ALLOW, allowed[i], 0) == 0;
    for (size_t i = 0; ok && i < sizeof refused / sizeof *refused; i++)
        ok = seccomp_rule_add(f, SCMP_ACT_ERRNO((uint32_t)refused[i].error), refused[i].call, 0) ==
             0;
    ok = ok && seccomp_load(f) == 0;
    seccomp_release(f);
    return ok;
}

// --- the pipe --------------------------------------------------------------------------

bool cage_read(void *to, size_t n)
{
    for (ssize_t got; n; n -= (size_t)got, to = (char *)to + got)
        if ((got = read(CAGE_PIPE, to, n)) <= 0)
            return false;
    return true;
}

bool cage_write(const void *from, size_t n)
{
    for (ssize_t put; n; n -= (size_t)put, from = (const char *)from + put)
        if ((put = write(CAGE_PIPE, from, n)) <= 0)
            return false;
    return true;
}
