// SPDX-License-Identifier: AGPL-3.0-or-later
// A user is fine here, and so is a "client".
int user_count;
static int gnutls_certificate_client_get_x;
const char *s = "user"; // it says "TODO"
/* FIXME
   HACK and #12 here (#3) but a#4 not */
int superuser, Clients;
