// SPDX-License-Identifier: AGPL-3.0-or-later
#include "application/list_sheet.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xlsxwriter.h>

static void put_rows(struct arena *a, lxw_worksheet *sheet, lxw_format *head,
                     const struct list_rows *rows)
{
    for (size_t i = 0; i < rows->n; i++)
        for (int j = 0; j < LIST_COLUMNS; j++)
            worksheet_write_string(sheet, (lxw_row_t)i, (lxw_col_t)j,
                                   str_zero(a, rows->at[i].cells[j]), i ? NULL : head);
}

static bool write_book(struct arena *a, const char *path, const struct list_rows *rows)
{
    lxw_workbook *book = workbook_new(path);
    if (!book)
        return false;
    lxw_worksheet *sheet = workbook_add_worksheet(book, "申請の一覧");
    lxw_format *head = workbook_add_format(book);
    format_set_bold(head);
    put_rows(a, sheet, head, rows);
    worksheet_set_column(sheet, 0, LIST_COLUMNS - 1, 18, NULL);
    worksheet_freeze_panes(sheet, 1, 0);
    return workbook_close(book) == LXW_NO_ERROR;
}

static bool read_back(struct arena *a, int fd, bytes *out)
{
    struct stat size;
    if (fstat(fd, &size) != 0 || size.st_size <= 0)
        return false;
    uint8_t *to = arena_alloc_raw(a, (size_t)size.st_size);
    *out = (bytes){to, (size_t)size.st_size};
    return pread(fd, to, out->n, 0) == (ssize_t)out->n;
}

// The library writes to a path only: a file in memory has one.
bool list_sheet(struct arena *a, const struct list_rows *rows, bytes *out)
{
    int fd = memfd_create("list", MFD_CLOEXEC);
    if (fd < 0)
        return false;
    str path = str_print(a, "/proc/self/fd/%d", fd);
    bool good = write_book(a, str_zero(a, path), rows) && read_back(a, fd, out);
    close(fd);
    return good;
}
