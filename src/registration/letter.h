// SPDX-License-Identifier: AGPL-3.0-or-later
// Letter (通知書): what a person needs to begin, on one page, printed in one PDF per office or for
// several: a cover with the office's address for the window of the envelope, then a page per
// person, by office and personal ID. Nothing of it is stored: a page that got lost is printed
// anew with a reason, and the lost one is void from that moment.
#ifndef REGISTRATION_LETTER_H
#define REGISTRATION_LETTER_H

#include "signin/signin.h"
#include "turn.h"

struct letter {
    member_id member;
    struct password_initial password; // empty: the person keeps the present one
    str reason; // of printing again what was printed before; sealed with the city's key
};

enum letter_form {
    LETTERS_TOGETHER, // ID and passwords on one page
    LETTERS_APART, // first all IDs with covers, then all passwords with covers of their own
};
struct letter_print {
    str request_key; // of the form, 16 letters: the same form prints once
    enum letter_form form;
    bool manual; // with the manual of installing, for each kind of device in the envelope
    const struct letter *letters;
    size_t n;
};

enum letter_outcome {
    LETTERS_PRINTED,
    LETTERS_AGAIN, // this form has printed before; nothing happened now
    LETTERS_NOBODY, // all passed over; nothing happened
};
// Gives the initial passwords, and a fresh install ID for each device that waits for its
// certificate; what was printed for these earlier is void. Passed over: people of other cities,
// those who left, and those who, by now, would need a reason that is not given. `printed` counts
// the people.
enum letter_outcome letter_print(struct tx *tx, const struct services *services, city_id city,
                                 const struct letter_print *print, bytes *pdf, size_t *printed);
// When the form with that key printed; NO_INSTANT: not yet.
instant letter_printed_at(struct tx *tx, city_id city, str request_key);

// Where a person stands with the letter.
enum letter_state {
    LETTER_NEVER, // not printed yet
    LETTER_PRINTED, // the initial password waits
    LETTER_IN_USE, // the person has a password of their own
};
struct letter_card {
    member_id member;
    enum letter_state state;
    instant printed_at; // LETTER_PRINTED
    int64_t waiting; // devices without a certificate yet
    int64_t given; // of these, with an install ID printed already
};
struct letter_cards {
    size_t n;
    struct letter_card *at;
};
// One person who works in the city: none or one.
struct letter_cards letter_list(struct tx *tx, city_id city, member_id member);
// People of the city who wait: no password of their own, or a device without a certificate.
// At most LETTERS_SHOWN, those first who were never printed, then by office ({0}: any).
enum { LETTERS_SHOWN = 100 };
struct letter_cards letter_waiting(struct tx *tx, city_id city, office_id office, bool *more);
// Whether printing for the person replaces what was printed before: then a reason is needed.
// `password`: a new initial password is wanted too.
bool letter_is_reissue(const struct letter_card *card, bool password);

// Who printed what for a person, newest first.
struct letter_past {
    instant at;
    str by; // name
    bool fresh; // with an initial password
    int64_t devices;
    str reason;
};
struct letter_pasts {
    size_t n;
    struct letter_past *at;
};
struct letter_pasts letter_history(struct tx *tx, city_id city, member_id member);

#endif
