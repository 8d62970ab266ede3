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
};
module.exports = holidays;
