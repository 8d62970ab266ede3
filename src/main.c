// SPDX-License-Identifier: AGPL-3.0-or-later
// The command line: one word, one function of src/app.
#include "app/command.h"
#include "base/random.h"
#include "server/image.h"
#include "server/pdf.h"

int main(int argc, char **argv)
{
    // The workers are this binary again, caged, with nothing else started.
    if (argc == 2 && str_eq(str_of(argv[1]), S("image-worker")))
        return image_worker_main();
    if (argc == 2 && str_eq(str_of(argv[1]), S("pdf-worker")))
        return pdf_worker_main();
    random_start();
    return command_run(argc, argv);
}
