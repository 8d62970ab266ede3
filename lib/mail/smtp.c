// SPDX-License-Identifier: AGPL-3.0-or-later
#include "mail/smtp.h"

#include "base/log.h"

#include <curl/curl.h>
#include <pthread.h>
#include <sys/socket.h>

enum { CONNECT_SECONDS = 30, ANSWER_SECONDS = 30, MAIL_SECONDS = 120 };

struct smtp {
    CURL *curl;
    struct arena *arena;
    bool (*is_stopping)(void *context);
    void *context;
    struct smtp_end end; // of the conversation so far
    bool said_goodbye; // what follows says nothing about the mail
    str left; // of the message
};

bool smtp_url_is(str url)
{
    str rest = NONE;
    if (str_starts(url, S("smtp://")))
        rest = str_from(url, 7);
    else if (str_starts(url, S("smtps://")))
        rest = str_from(url, 8);
    for (size_t i = 0; i < rest.n; i++)
        if (rest.p[i] <= ' ' || rest.p[i] > '~' || strchr("/@?#\\", rest.p[i]))
            return false;
    return rest.n > 0;
}

// --- what became of it ------------------------------------------------------------------

// Only a clear no about the address is final. 53x and x.7.y speak of signing in or of
// rules, which may be our own mistake and must not strike addresses off.
static enum mail_answer judge_address(const struct smtp_end *end)
{
    bool is_final = end->code / 100 == 5 && end->code / 10 != 53 && !end->is_policy;
    return is_final ? MAIL_NO_SUCH_ADDRESS : MAIL_ADDRESS_LATER;
}

static enum mail_answer judge_step(const struct smtp_end *end)
{
    switch (end->step) {
    case SMTP_HELLO:
        return MAIL_UNREACHABLE;
    case SMTP_TLS:
        return MAIL_NO_TLS;
    case SMTP_LOGIN:
        return MAIL_LOGIN_REFUSED;
    case SMTP_SENDER:
        return MAIL_SENDER_REFUSED;
    case SMTP_ADDRESS:
        return judge_address(end);
    case SMTP_CONTENT:
        return MAIL_CONTENT_REFUSED;
    }
    return MAIL_NO_ANSWER;
}

enum mail_answer smtp_judge(const struct smtp_end *end)
{
    switch (end->curl) {
    case CURLE_OK:
        return MAIL_TAKEN;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
        return MAIL_UNREACHABLE;
    case CURLE_USE_SSL_FAILED:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_PEER_FAILED_VERIFICATION:
        return MAIL_NO_TLS;
    case CURLE_LOGIN_DENIED:
        return MAIL_LOGIN_REFUSED;
    case CURLE_ABORTED_BY_CALLBACK:
        return MAIL_STOPPED;
    default:
        return end->code >= 400 && end->code <= 599 ? judge_step(end) : MAIL_NO_ANSWER;
    }
}

// --- following the conversation ------------------------------------------------------------

static void note_command(struct smtp_end *end, str line)
{
    static const struct {
        str word;
        enum smtp_step step;
    } commands[] = {
        {S_CONST("STARTTLS"), SMTP_TLS},      {S_CONST("AUTH "), SMTP_LOGIN},
        {S_CONST("MAIL FROM:"), SMTP_SENDER}, {S_CONST("RCPT TO:"), SMTP_ADDRESS},
        {S_CONST("DATA\r"), SMTP_CONTENT},
    };
    end->code = 0;
    end->is_policy = false;
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        if (str_starts(line, commands[i].word))
            end->step = commands[i].step;
}

// "550 5.1.1 …": the first digits only; the text is not kept.
static void note_reply(struct smtp_end *end, str line)
{
    int64_t code;
    if (str_to_int(str_part(line, 0, 3), &code))
        end->code = (int)code;
    end->is_policy = line.n > 8 && str_eq(str_part(line, 5, 3), S(".7."));
}

// libcurl tells every line of the conversation, with passwords and addresses in
// them. Nothing is done with them but what stands above.
static int overhear(CURL *curl, curl_infotype type, char *data, size_t n, void *smtp)
{
    (void)curl;
    struct smtp *s = smtp;
    str line = {data, n};
    s->said_goodbye |= type == CURLINFO_HEADER_OUT && str_starts(line, S("QUIT\r"));
    if (s->said_goodbye)
        return 0;
    if (type == CURLINFO_HEADER_OUT)
        note_command(&s->end, line);
    else if (type == CURLINFO_HEADER_IN)
        note_reply(&s->end, line);
    return 0;
}

static size_t give_message(char *to, size_t size, size_t n, void *smtp)
{
    struct smtp *s = smtp;
    str part = str_part(s->left, 0, size * n);
    if (part.n)
        memcpy(to, part.p, part.n);
    s->left = str_from(s->left, part.n);
    return part.n;
}

static size_t drop_reply(char *data, size_t size, size_t n, void *nothing)
{
    (void)data;
    (void)nothing;
    return size * n;
}

static int ask_to_go_on(void *smtp, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
    (void)a, (void)b, (void)c, (void)d;
    const struct smtp *s = smtp;
    return s->is_stopping && s->is_stopping(s->context);
}

// --- the connection ------------------------------------------------------------------------

static CURLcode started = CURLE_FAILED_INIT;

static void start_curl(void)
{
    started = curl_global_init(CURL_GLOBAL_DEFAULT);
}

static void set_manners(struct smtp *s)
{
    CURL *c = s->curl;
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(c, CURLOPT_PROXY, ""); // whatever the environment says
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
    curl_easy_setopt(c, CURLOPT_SERVER_RESPONSE_TIMEOUT, (long)ANSWER_SECONDS);
    curl_easy_setopt(c, CURLOPT_TIMEOUT, (long)MAIL_SECONDS);
    curl_easy_setopt(c, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(c, CURLOPT_READFUNCTION, give_message);
    curl_easy_setopt(c, CURLOPT_READDATA, s);
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, drop_reply);
    curl_easy_setopt(c, CURLOPT_VERBOSE, 1L);
    curl_easy_setopt(c, CURLOPT_DEBUGFUNCTION, overhear);
    curl_easy_setopt(c, CURLOPT_DEBUGDATA, s);
    curl_easy_setopt(c, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(c, CURLOPT_XFERINFOFUNCTION, ask_to_go_on);
    curl_easy_setopt(c, CURLOPT_XFERINFODATA, s);
}

static void set_server(struct smtp *s, const struct smtp_settings *to)
{
    CURL *c = s->curl;
    str url = str_print(s->arena, "%.*s/%.*s", STR(to->url), STR(to->hello));
    curl_easy_setopt(c, CURLOPT_URL, str_zero(s->arena, url));
    if (to->plain)
        return;
    curl_easy_setopt(c, CURLOPT_USE_SSL, (long)CURLUSESSL_ALL);
    curl_easy_setopt(c, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, 2L);
    if (to->root.n)
        curl_easy_setopt(c, CURLOPT_CAINFO, str_zero(s->arena, to->root));
    if (to->name.n == 0)
        return;
    curl_easy_setopt(c, CURLOPT_USERNAME, str_zero(s->arena, to->name));
    curl_easy_setopt(c, CURLOPT_PASSWORD, str_zero(s->arena, to->password));
}

struct smtp *smtp_open(struct arena *a, const struct smtp_settings *settings,
                       bool (*is_stopping)(void *context), void *context)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, start_curl);
    struct smtp *s = NEW(a, struct smtp);
    *s = (struct smtp){.arena = a, .is_stopping = is_stopping, .context = context};
    s->curl = started == CURLE_OK ? curl_easy_init() : NULL;
    if (!s->curl) {
        log_error("mail", "libcurl cannot start");
        return NULL;
    }
    set_manners(s);
    set_server(s, settings);
    return s;
}

enum mail_answer smtp_send(struct smtp *s, const struct mail_parcel *parcel)
{
    s->end = (struct smtp_end){.step = SMTP_HELLO};
    s->said_goodbye = false;
    s->left = parcel->message;
    struct curl_slist *to = curl_slist_append(NULL, str_zero(s->arena, parcel->to));
    if (!to)
        return MAIL_NO_ANSWER;
    curl_easy_setopt(s->curl, CURLOPT_MAIL_FROM, str_zero(s->arena, parcel->from));
    curl_easy_setopt(s->curl, CURLOPT_MAIL_RCPT, to);
    curl_easy_setopt(s->curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)parcel->message.n);
    s->end.curl = (int)curl_easy_perform(s->curl);
    curl_easy_setopt(s->curl, CURLOPT_MAIL_RCPT, NULL);
    curl_slist_free_all(to);
    return smtp_judge(&s->end);
}

// libcurl takes its leave politely and waits for the server's answer; of a server
// that has not answered before none is to be expected.
static void hang_up(struct smtp *s)
{
    curl_socket_t socket;
    if (curl_easy_getinfo(s->curl, CURLINFO_ACTIVESOCKET, &socket) == CURLE_OK &&
        socket != CURL_SOCKET_BAD)
        shutdown(socket, SHUT_RDWR);
}

void smtp_close(struct smtp *s)
{
    if (!s)
        return;
    enum mail_answer last = smtp_judge(&s->end);
    if (last == MAIL_STOPPED || last == MAIL_NO_ANSWER)
        hang_up(s);
    curl_easy_cleanup(s->curl);
}
