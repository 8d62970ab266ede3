// SPDX-License-Identifier: AGPL-3.0-or-later
#include "webpush/inside.h"

#include "base/log.h"

#include <curl/curl.h>
#include <pthread.h>
#include <unistd.h>

enum { CONNECT_SECONDS = 10, LETTER_SECONDS = 20, LOOK_MS = 500, ANSWER_MOST = 16384 };
enum { AT_ONCE = 16, AT_ONCE_PER_HOST = 4, RETRY_MOST = 24 * 60 * 60 };

struct webpush {
    struct arena *arena;
    CURLM *multi;
    struct webpush_settings settings;
    bool (*is_stopping)(void *context);
    void *context;
};

// One letter on its way.
struct errand {
    struct webpush *of;
    struct webpush_letter *letter;
    CURL *curl;
    struct curl_slist *headers;
    size_t read;
    bool forbidden; // an address was refused
    bool done;
};

const char *webpush_answer_word(enum webpush_answer answer)
{
    switch (answer) {
    case WEBPUSH_TAKEN:
        return "";
    case WEBPUSH_GONE:
        return "gone";
    case WEBPUSH_REFUSED:
        return "refused";
    case WEBPUSH_LATER:
        return "busy";
    case WEBPUSH_NO_ANSWER:
        return "no-answer";
    case WEBPUSH_UNREACHABLE:
        return "unreachable";
    case WEBPUSH_NO_TLS:
        return "no-tls";
    case WEBPUSH_FORBIDDEN:
        return "forbidden-address";
    case WEBPUSH_STOPPED:
        return "stopped";
    }
    return "";
}

enum webpush_answer webpush_judge(int status)
{
    if (status / 100 == 2)
        return WEBPUSH_TAKEN;
    if (status == 404 || status == 410)
        return WEBPUSH_GONE;
    if (status == 408 || status == 429 || status / 100 == 5)
        return WEBPUSH_LATER;
    return WEBPUSH_REFUSED;
}

int64_t retry_after_parse(struct arena *a, str value, instant now)
{
    int64_t seconds;
    if (!str_to_int(value, &seconds)) {
        time_t at = curl_getdate(str_zero(a, value), NULL);
        seconds = at < 0 ? 0 : (int64_t)at - now.us / 1000000;
    }
    return seconds < 0 ? 0 : seconds > RETRY_MOST ? RETRY_MOST : seconds;
}

// --- what libcurl asks us ------------------------------------------------------------------

// The wall against asking inside: the address that is really connected to.
static curl_socket_t open_socket(void *errand, curlsocktype purpose, struct curl_sockaddr *to)
{
    struct errand *e = errand;
    const struct webpush_settings *s = &e->of->settings;
    if (purpose != CURLSOCKTYPE_IPCXN)
        return CURL_SOCKET_BAD;
    if (!s->proxy.n && !s->private_too && !address_is_public(&to->addr)) {
        e->forbidden = true;
        return CURL_SOCKET_BAD;
    }
    return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

// What a service writes is of no interest and not kept; a flood ends the errand.
static size_t drop_answer(char *data, size_t size, size_t n, void *errand)
{
    (void)data;
    struct errand *e = errand;
    e->read += size * n;
    return e->read > ANSWER_MOST ? 0 : size * n;
}

static size_t note_header(char *data, size_t size, size_t n, void *errand)
{
    struct errand *e = errand;
    str line = {data, size * n};
    e->read += line.n;
    if (line.n > 12 && str_eq_nocase(str_part(line, 0, 12), S("Retry-After:")))
        e->letter->retry_after = retry_after_parse(e->of->arena, str_trim(str_from(line, 12)),
                                                   clock_now(&machine_clock));
    return e->read > ANSWER_MOST ? 0 : line.n;
}

static int ask_to_go_on(void *webpush, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
    (void)a, (void)b, (void)c, (void)d;
    const struct webpush *w = webpush;
    return w->is_stopping && w->is_stopping(w->context);
}

// --- one errand ------------------------------------------------------------------------------

static void set_manners(CURL *c, struct errand *e)
{
    struct webpush *w = e->of;
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "https");
    curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
    curl_easy_setopt(c, CURLOPT_TIMEOUT, (long)LETTER_SECONDS);
    curl_easy_setopt(c, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
    curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, e);
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, drop_answer);
    curl_easy_setopt(c, CURLOPT_WRITEDATA, e);
    curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, note_header);
    curl_easy_setopt(c, CURLOPT_HEADERDATA, e);
    curl_easy_setopt(c, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(c, CURLOPT_XFERINFOFUNCTION, ask_to_go_on);
    curl_easy_setopt(c, CURLOPT_XFERINFODATA, w);
    curl_easy_setopt(c, CURLOPT_PRIVATE, e);
}

static void set_server(CURL *c, const struct errand *e)
{
    const struct webpush_settings *s = &e->of->settings;
    struct arena *a = e->of->arena;
    curl_easy_setopt(c, CURLOPT_URL, str_zero(a, e->letter->endpoint));
    curl_easy_setopt(c, CURLOPT_PROXY, s->proxy.n ? str_zero(a, s->proxy) : "");
    curl_easy_setopt(c, CURLOPT_NOPROXY, "");
    curl_easy_setopt(c, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, 2L);
    if (s->root.n)
        curl_easy_setopt(c, CURLOPT_CAINFO, str_zero(a, s->root));
}

static bool add_header(struct errand *e, str line)
{
    struct curl_slist *longer = curl_slist_append(e->headers, str_zero(e->of->arena, line));
    if (longer)
        e->headers = longer;
    return longer != NULL;
}

// RFC 8030 (TTL, Urgency, Topic), RFC 8292 (vapid), RFC 8291 (aes128gcm).
static bool put_letter(CURL *c, struct errand *e)
{
    const struct webpush_letter *l = e->letter;
    struct arena *a = e->of->arena;
    curl_easy_setopt(c, CURLOPT_POST, 1L);
    curl_easy_setopt(c, CURLOPT_POSTFIELDS, (const char *)l->body.p);
    curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)l->body.n);
    bool good = add_header(e, S("Content-Type: application/octet-stream")) &&
                add_header(e, S("Content-Encoding: aes128gcm")) &&
                add_header(e, str_print(a, "TTL: %lld", (long long)l->ttl)) &&
                add_header(e, l->urgent ? S("Urgency: high") : S("Urgency: normal")) &&
                add_header(e, str_print(a, "Topic: %.*s", STR(l->topic))) &&
                add_header(e, str_print(a, "Authorization: vapid t=%.*s, k=%.*s", STR(l->token),
                                        STR(l->key)));
    curl_easy_setopt(c, CURLOPT_HTTPHEADER, e->headers);
    return good;
}

static bool begin(struct webpush *w, struct errand *e)
{
    e->of = w;
    e->letter->answer = WEBPUSH_NO_ANSWER;
    e->letter->retry_after = 0;
    e->curl = curl_easy_init();
    if (!e->curl)
        return false;
    set_manners(e->curl, e);
    set_server(e->curl, e);
    return put_letter(e->curl, e) && curl_multi_add_handle(w->multi, e->curl) == CURLM_OK;
}

static enum webpush_answer judge(const struct errand *e, CURLcode code)
{
    long status = 0;
    switch ((int)code) {
    case CURLE_OK:
        curl_easy_getinfo(e->curl, CURLINFO_RESPONSE_CODE, &status);
        return webpush_judge((int)status);
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
        return e->forbidden ? WEBPUSH_FORBIDDEN : WEBPUSH_UNREACHABLE;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_PEER_FAILED_VERIFICATION:
        return WEBPUSH_NO_TLS;
    case CURLE_ABORTED_BY_CALLBACK:
        return WEBPUSH_STOPPED;
    default:
        return WEBPUSH_NO_ANSWER;
    }
}

static void end(struct webpush *w, struct errand *e)
{
    if (!e->done && ask_to_go_on(w, 0, 0, 0, 0))
        e->letter->answer = WEBPUSH_STOPPED;
    if (e->curl) {
        curl_multi_remove_handle(w->multi, e->curl);
        curl_easy_cleanup(e->curl);
    }
    curl_slist_free_all(e->headers);
}

// --- all of them -----------------------------------------------------------------------------

static void note_done(struct webpush *w)
{
    int left;
    for (CURLMsg *m = curl_multi_info_read(w->multi, &left); m;
         m = curl_multi_info_read(w->multi, &left)) {
        struct errand *e = NULL;
        curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, (char **)&e);
        e->letter->answer = judge(e, m->data.result);
        e->done = true;
    }
}

void webpush_send(struct webpush *w, struct webpush_letter *letters, size_t n)
{
    struct errand *errands = NEW_ARRAY(w->arena, struct errand, n);
    for (size_t i = 0; i < n; i++) {
        errands[i].letter = &letters[i];
        if (!begin(w, &errands[i]))
            log_error("push", "libcurl cannot begin");
    }
    int running = 1;
    while (running && !ask_to_go_on(w, 0, 0, 0, 0)) {
        if (curl_multi_perform(w->multi, &running) != CURLM_OK)
            break;
        note_done(w);
        if (running)
            curl_multi_poll(w->multi, NULL, 0, LOOK_MS, NULL);
    }
    for (size_t i = 0; i < n; i++)
        end(w, &errands[i]);
}

static CURLcode started = CURLE_FAILED_INIT;

static void start_curl(void)
{
    started = curl_global_init(CURL_GLOBAL_DEFAULT);
}

struct webpush *webpush_open(struct arena *a, const struct webpush_settings *settings,
                             bool (*is_stopping)(void *context), void *context)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, start_curl);
    struct webpush *w = NEW(a, struct webpush);
    *w = (struct webpush){.arena = a, .settings = *settings};
    w->is_stopping = is_stopping;
    w->context = context;
    w->multi = started == CURLE_OK ? curl_multi_init() : NULL;
    if (!w->multi) {
        log_error("push", "libcurl cannot start");
        return NULL;
    }
    curl_multi_setopt(w->multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, (long)AT_ONCE);
    curl_multi_setopt(w->multi, CURLMOPT_MAX_HOST_CONNECTIONS, (long)AT_ONCE_PER_HOST);
    return w;
}

void webpush_close(struct webpush *w)
{
    if (w)
        curl_multi_cleanup(w->multi);
}
