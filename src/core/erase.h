/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_ERASE_H
#define CORE_ERASE_H
/*
 * Erasing a client (AVG, article 17). Three steps, each with its time in the
 * table `erasure`:
 *
 *   asked  the wrapped key is gone: nothing of this client opens here any more
 *   gone   every row and file is gone, found in the schema itself; what stays
 *          are access records, which hold ids only
 *   final  the wrapping key that the data key stood under is destroyed
 *          (wrapping.h): nothing opens in a backup, replica or archive either
 *
 * Final comes within WRAPPING_WITHIN of asked.
 */
#include "core.h"
#include "job.h"

/* In the transaction of whoever may decide it. asked_by: an account or client,
 * or ID_NONE on the command line. ERR_NOT_FOUND when there is no such client. */
enum err erase_client(struct db_write *w, struct id client, struct id asked_by, struct arena *a,
    struct id *ret_erasure);

/* The job "erase": takes the rows away, then the files. */
enum err erase_job(struct core *core, const struct job *job, struct arena *a);

/* The same for one erasure, now. May be done again. */
enum err erase_finish(struct core *core, struct id erasure, struct arena *a);

#endif
