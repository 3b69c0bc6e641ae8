// Days and the stretches of a calendar. Days are ISO 8601 and have no time zone.

const MONTHS_EN = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** A day as people write it: 25/05/2022, 25 May 2022. */
const dayText = (day) => {
  const [year, month, date] = day.split("-");
  if (page.lang === "vi") return [date, month, year].filter(Boolean).join("/");
  const name = month ? MONTHS_EN[Number(month) - 1] : "";
  return [date ? Number(date) : "", name, year].filter(Boolean).join(" ");
};

const pad = (value) => String(value).padStart(2, "0");
const lastDate = (year, month) => new Date(Date.UTC(year, month, 0)).getUTCDate();

const UNITS = [
  { months: 1, name: "month", most: 30 },
  { months: 3, name: "quarter", most: 28 },
  { months: 12, name: "year", most: Infinity },
];

/** Months since year 0 of a day. */
const monthOf = (day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;

/** Equal stretches of time that hold all `days`: months, quarters or years, not too many. */
const stretches = (days) => {
  const months = days.map(monthOf);
  const first = months.reduce((a, b) => Math.min(a, b));
  const last = months.reduce((a, b) => Math.max(a, b));
  const unit = UNITS.find(({ months: size, most }) => (last - first) / size < most);
  const start = Math.floor(first / unit.months);
  const found = [];
  for (let at = start; at * unit.months <= last; at += 1) found.push(stretch(at, unit));
  for (const month of months) found[Math.floor(month / unit.months) - start].count += 1;
  return found;
};

const stretch = (at, { months, name }) => {
  const from = at * months;
  const to = from + months - 1;
  const year = Math.floor(from / 12);
  const part = (from % 12) / months + 1;
  const labels = {
    month: () => t("page.month", { month: part, year }),
    quarter: () => t("page.quarter", { quarter: ["I", "II", "III", "IV"][part - 1], year }),
    year: () => String(year),
  };
  return {
    count: 0,
    label: labels[name](),
    short: name === "month" ? pad(part) : name === "quarter" ? ["I", "II", "III", "IV"][part - 1] : "",
    year,
    opens: name === "year" || part === 1,
    from: `${year}-${pad((from % 12) + 1)}-01`,
    to: `${Math.floor(to / 12)}-${pad((to % 12) + 1)}-${lastDate(Math.floor(to / 12), (to % 12) + 1)}`,
  };
};
