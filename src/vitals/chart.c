// SPDX-License-Identifier: AGPL-3.0-or-later
// Where lines and dots of a figure stand. One figure for each sign; both blood pressures share one.
#include "base/buf.h"
#include "vitals/vitals_web.h"

enum { LEFT = 90, RIGHT = 704, TOP = 20, BOTTOM = 340, MOST_TICKS = 6 };

struct drawing {
    struct arena *a;
    const struct vitals_list *list; // newest first
    enum vitals_sign sign;
    instant from, to;
    int64_t low, high, step; // of the axis
};

static bool shows(const struct drawing *d, const struct vitals *v, enum vitals_sign sign)
{
    return v->values.at[sign] != VITALS_NOT && v->measured_at.us >= d->from.us &&
           v->measured_at.us < d->to.us;
}

static int64_t x_of(const struct drawing *d, instant at)
{
    return LEFT + (at.us - d->from.us) / 1000000 * (RIGHT - LEFT) /
                      ((d->to.us - d->from.us) / 1000000);
}

static int64_t y_of(const struct drawing *d, int64_t value)
{
    return BOTTOM - (value - d->low) * (BOTTOM - TOP) / (d->high - d->low);
}

static str number(struct arena *a, int64_t n)
{
    return str_print(a, "%ld", (long)n);
}

// --- the axes ------------------------------------------------------------------------------------

static void stretch(struct drawing *d, int64_t value)
{
    if (value < d->low)
        d->low = value;
    if (value > d->high)
        d->high = value;
}

// From a round number below everything shown to one above it.
static void settle_axis(struct drawing *d)
{
    static const int64_t steps[] = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000};
    if (d->high - d->low < 5) {
        d->low -= 3;
        d->high += 3;
    }
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        d->step = steps[i];
        if ((d->high - d->low) / d->step < MOST_TICKS - 1)
            break;
    }
    d->low = d->low <= 0 ? 0 : (d->low / d->step) * d->step;
    d->high = (d->high / d->step + 1) * d->step;
}

static struct chart_ticks ys_of(const struct drawing *d)
{
    struct chart_ticks ticks = {0, NEW_ARRAY(d->a, struct chart_tick, 2 * MOST_TICKS)};
    for (int64_t v = d->low; v <= d->high && ticks.n < 2 * MOST_TICKS; v += d->step)
        ticks.at[ticks.n++] =
            (struct chart_tick){number(d->a, y_of(d, v)), vitals_number(d->a, d->sign, v)};
    return ticks;
}

static struct chart_ticks xs_of(const struct drawing *d)
{
    int days = day_of(d->to).n - day_of(d->from).n, step = days <= 7 ? 2 : days <= 31 ? 7 : 21;
    struct chart_ticks ticks = {0, NEW_ARRAY(d->a, struct chart_tick, MOST_TICKS)};
    for (int i = 0; i < days && ticks.n < MOST_TICKS; i += step) {
        int year, month, date;
        day on = day_after(day_of(d->from), i);
        day_split(on, &year, &month, &date);
        ticks.at[ticks.n++] =
            (struct chart_tick){number(d->a, x_of(d, instant_after(day_start(on), HOURS(12)))),
                                str_print(d->a, "%d/%d", month, date)};
    }
    return ticks;
}

// --- what is drawn -------------------------------------------------------------------------------

// From the oldest to the newest.
static str points_of(const struct drawing *d, enum vitals_sign sign, struct chart_dots *dots,
                     const char *css)
{
    struct buf points = buf_in(d->a);
    for (size_t i = d->list->n; i-- > 0;) {
        const struct vitals *v = &d->list->at[i];
        if (!shows(d, v, sign))
            continue;
        struct chart_dot dot = {number(d->a, x_of(d, v->measured_at)),
                                number(d->a, y_of(d, v->values.at[sign])), css};
        dots->at[dots->n++] = dot;
        buf_print(&points, "%.*s,%.*s ", STR(dot.x), STR(dot.y));
    }
    return str_trim(buf_str(&points));
}

// For chart.js: seconds and numbers, with an empty place where nothing was measured.
static void put_numbers(const struct drawing *d, enum vitals_sign second, struct chart *chart)
{
    struct buf times = buf_in(d->a), values = buf_in(d->a), seconds = buf_in(d->a);
    for (size_t i = d->list->n; i-- > 0;) {
        const struct vitals *v = &d->list->at[i];
        if (!shows(d, v, d->sign) && !shows(d, v, second))
            continue;
        buf_print(&times, "%ld,", (long)(v->measured_at.us / 1000000));
        if (shows(d, v, d->sign))
            buf_put(&values, vitals_number(d->a, d->sign, v->values.at[d->sign]));
        if (second != d->sign && shows(d, v, second))
            buf_put(&seconds, vitals_number(d->a, second, v->values.at[second]));
        buf_byte(&values, ',');
        buf_byte(&seconds, ',');
    }
    chart->times = buf_str(&times);
    chart->values = buf_str(&values);
    chart->seconds = second != d->sign ? buf_str(&seconds) : NONE;
    chart->bounds = str_print(d->a, "%.*s,%.*s,%ld,%ld",
                              STR(vitals_number(d->a, d->sign, d->low)),
                              STR(vitals_number(d->a, d->sign, d->high)),
                              (long)(d->from.us / 1000000), (long)(d->to.us / 1000000));
}

static void put_limits(const struct drawing *d, enum vitals_sign second,
                       const struct vitals_limits *limits, struct chart *chart)
{
    struct buf bounds = buf_in(d->a);
    buf_put(&bounds, chart->bounds);
    chart->limits.at = NEW_ARRAY(d->a, struct chart_tick, limits->n);
    for (size_t i = 0; i < limits->n; i++) {
        const struct vitals_limit *l = &limits->at[i];
        if (l->sign != d->sign && l->sign != second)
            continue;
        chart->limits.at[chart->limits.n++] = (struct chart_tick){
            number(d->a, y_of(d, l->value)), vitals_limit_text(d->a, l)};
        buf_print(&bounds, ",%.*s", STR(vitals_number(d->a, l->sign, l->value)));
    }
    chart->bounds = buf_str(&bounds);
}

static str summary_of(const struct drawing *d, enum vitals_sign second, const struct chart *chart)
{
    struct buf out = buf_in(d->a);
    buf_print(&out, "%zu回", chart->dots.n);
    if (second != d->sign && chart->second.n)
        buf_print(&out, "（上と下）");
    for (size_t i = 0; i < chart->limits.n; i++)
        buf_print(&out, "・破線 %.*s", STR(chart->limits.at[i].label));
    return buf_str(&out);
}

// How many values the figure would show; the axis is stretched to hold them and the limits.
static size_t measure(struct drawing *d, enum vitals_sign second,
                      const struct vitals_limits *limits)
{
    size_t n = 0;
    for (size_t i = 0; i < d->list->n; i++) {
        const struct vitals *v = &d->list->at[i];
        for (int k = 0; k < (second != d->sign ? 2 : 1); k++) {
            enum vitals_sign sign = k ? second : d->sign;
            if (!shows(d, v, sign))
                continue;
            n++;
            stretch(d, v->values.at[sign]);
        }
    }
    for (size_t i = 0; n && i < limits->n; i++)
        if (limits->at[i].sign == d->sign || limits->at[i].sign == second)
            stretch(d, limits->at[i].value);
    return n;
}

static bool draw(struct drawing *d, const struct vitals_limits *limits, struct chart *chart)
{
    enum vitals_sign second = d->sign == VITALS_SYSTOLIC ? VITALS_DIASTOLIC : d->sign;
    d->low = INT64_MAX;
    d->high = INT64_MIN;
    size_t n = measure(d, second, limits);
    if (n == 0)
        return false;
    settle_axis(d);
    const struct vitals_facts *facts = vitals_facts_of(d->sign);
    *chart = (struct chart){
        .title = second != d->sign ? S("血圧") : facts->label,
        .unit = facts->unit,
        .id = str_print(d->a, "chart-%.*s", STR(facts->word)),
        .dots = {0, NEW_ARRAY(d->a, struct chart_dot, n)},
        .ys = ys_of(d),
        .xs = xs_of(d),
    };
    chart->line = points_of(d, d->sign, &chart->dots, "chart-dot");
    size_t first = chart->dots.n;
    if (second != d->sign)
        chart->second = points_of(d, second, &chart->dots, "chart-dot chart-dot-2");
    put_numbers(d, second, chart);
    put_limits(d, second, limits, chart);
    struct chart counted = *chart;
    counted.dots.n = first ? first : chart->dots.n;
    chart->summary = summary_of(d, second, &counted);
    return true;
}

struct charts charts_of(struct turn *t, const struct vitals_list *list,
                        const struct vitals_limits *limits, day from, day to)
{
    struct charts charts = {0, NEW_ARRAY(t->arena, struct chart, VITALS_SIGNS)};
    for (enum vitals_sign s = 0; s < VITALS_SIGNS; s++) {
        struct drawing d = {.a = t->arena, .list = list, .sign = s, .from = day_start(from),
                            .to = day_start(day_after(to, 1))};
        if (s != VITALS_DIASTOLIC && draw(&d, limits, &charts.at[charts.n]))
            charts.n++;
    }
    return charts;
}
