"use strict";
const holidays = {
    "2026-01-03": {
        date: "2026-01-03",
        week: "火",
        week_en: "Tuesday",
        name: "1月の祝日",
        name_en: "Day 1"
    },
    "2026-02-03": {
        date: "2026-02-03",
        week: "火",
        week_en: "Tuesday",
        name: "2月の祝日",
        name_en: "Day 2"
    },
    "2026-03-03": {
        date: "2026-03-03",
        week: "火",
        week_en: "Tuesday",
        name: "3月の祝日",
        name_en: "Day 3"
    },
    "2026-04-03": {
        date: "2026-04-03",
        week: "火",
        week_en: "Tuesday",
        name: "4月の祝日",
        name_en: "Day 4"
    },
    "2026-05-03": {
        date: "2026-05-03",
        week: "火",
        week_en: "Tuesday",
        name: "5月の祝日",
        name_en: "Day 5"
    },
    "2026-06-03": {
        date: "2026-06-03",
        week: "火",
        week_en: "Tuesday",
        name: "6月の祝日",
        name_en: "Day 6"
    },
    "2026-07-03": {
        date: "2026-07-03",
        week: "火",
        week_en: "Tuesday",
        name: "7月の\\"祝日",
        name_en: "Day 7"
    },
    "2026-08-03": {
        date: "2026-08-03",
        week: "火",
        week_en: "Tuesday",
        name: "8月の祝日",
        name_en: "Day 8"
    },
    "2026-09-03": {
        date: "2026-09-03",
        week: "火",
        week_en: "Tuesday",
        name: "9月の祝日",
        name_en: "Day 9"
    },
    "2026-10-03": {
        date: "2026-10-03",
        week: "火",
        week_en: "Tuesday",
        name: "10月の祝日",
        name_en: "Day 10"
    },
    "2026-11-03": {
        date: "2026-11-03",
        week: "火",
        week_en: "Tuesday",
        name: "11月の祝日",
        name_en: "Day 11"
    },
};
module.exports = holidays;
