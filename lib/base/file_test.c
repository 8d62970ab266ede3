// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/file.h"

#include "test/rule.h"
#include "test/world.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static int count_names(struct world *world)
{
    DIR *names = opendir(str_zero(world_arena(world), world_folder(world)));
    assert_non_null(names);
    int n = 0;
    for (struct dirent *entry; (entry = readdir(names)) != NULL;)
        n += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    closedir(names);
    return n;
}

RULE("a new file never replaces one that is there, a replacing one does")
{
    int at = folder_open(world_folder(world), false);
    bytes content;

    assert_int_equal(file_write(at, "a", str_bytes(S("first")), FILE_NEW), FILE_DONE);
    assert_int_equal(file_write(at, "a", str_bytes(S("second")), FILE_NEW), FILE_EXISTS);
    assert_true(file_read(world_arena(world), at, "a", 100, FILE_OWNER_ONLY, &content));
    assert_str(bytes_str(content), S("first"));
    assert_int_equal(file_write(at, "a", str_bytes(S("third")), FILE_REPLACE), FILE_DONE);
    assert_true(file_read(world_arena(world), at, "a", 100, FILE_OWNER_ONLY, &content));
    assert_str(bytes_str(content), S("third"));
    assert_int_equal(count_names(world), 1);
    close(at);
}

RULE("files and folders are made for their owner alone")
{
    int above = folder_open(world_folder(world), false);
    int at = folder_open_at(above, "inner", true);
    struct stat folder, file;

    assert_int_equal(file_write(at, "a", str_bytes(S("x")), FILE_NEW), FILE_DONE);
    assert_int_equal(fstat(at, &folder), 0);
    assert_int_equal(fstatat(at, "a", &file, 0), 0);
    assert_int_equal(folder.st_mode & 0777, 0700);
    assert_int_equal(file.st_mode & 0777, 0600);
    assert_true(folder_is_safe(at));
    assert_int_equal(fchmod(at, 0770), 0);
    assert_false(folder_is_safe(at));
    close(at);
    close(above);
}

RULE("a symbolic link, a fifo, a folder, a large or an open file is not read")
{
    int at = folder_open(world_folder(world), false);
    bytes content;
    struct arena *a = world_arena(world);
    file_write(at, "good", str_bytes(S("12345")), FILE_NEW);
    assert_int_equal(symlinkat("good", at, "link"), 0);
    assert_int_equal(mkfifoat(at, "fifo", 0600), 0);
    assert_int_equal(mkdirat(at, "folder", 0700), 0);

    assert_true(file_read(a, at, "good", 5, FILE_OWNER_ONLY, &content));
    assert_false(file_read(a, at, "good", 4, FILE_OWNER_ONLY, &content));
    assert_false(file_read(a, at, "link", 5, FILE_ANY_READERS, &content));
    assert_false(file_read(a, at, "fifo", 5, FILE_ANY_READERS, &content));
    assert_false(file_read(a, at, "folder", 5, FILE_ANY_READERS, &content));
    assert_int_equal(fchmodat(at, "good", 0640, 0), 0);
    assert_false(file_read(a, at, "good", 5, FILE_OWNER_ONLY, &content));
    assert_true(file_read(a, at, "good", 5, FILE_ANY_READERS, &content));
    close(at);
}

RULE("writing through a symbolic link replaces the link and leaves its goal alone")
{
    int at = folder_open(world_folder(world), false);
    bytes content;
    file_write(at, "goal", str_bytes(S("kept")), FILE_NEW);
    assert_int_equal(symlinkat("goal", at, "link"), 0);

    assert_int_equal(file_write(at, "link", str_bytes(S("x")), FILE_NEW), FILE_EXISTS);
    assert_int_equal(file_write(at, "link", str_bytes(S("new")), FILE_REPLACE), FILE_DONE);
    assert_true(file_read(world_arena(world), at, "goal", 9, FILE_ANY_READERS, &content));
    assert_str(bytes_str(content), S("kept"));
    close(at);
}

RULE("sharing the same file twice says that it is there")
{
    int above = folder_open(world_folder(world), false);
    int to = folder_open_at(above, "copy", true);
    file_write(above, "a", str_bytes(S("text")), FILE_NEW);
    bytes content;

    assert_int_equal(file_share(above, "a", to), FILE_DONE);
    assert_int_equal(file_share(above, "a", to), FILE_EXISTS);
    file_write(above, "a", str_bytes(S("newer text")), FILE_REPLACE);
    assert_int_equal(file_share(above, "a", to), FILE_DONE);
    assert_true(file_read(world_arena(world), to, "a", 99, FILE_OWNER_ONLY, &content));
    assert_str(bytes_str(content), S("newer text"));
    close(to);
    close(above);
}
