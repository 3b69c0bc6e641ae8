// Two charts of the tasks shown: who leads how many, and what is due when. Every bar is a link
// that filters the table; the numbers stand in a table too.

const MOST_BARS = 15;

const showCharts = (ids) => {
  leadChart(byId("chart-leads"), ids);
  deadlineChart(byId("chart-deadlines"), ids);
};

/** A title, a picture with a text that says what it shows, and its numbers. */
const chart = (root, { title, text, picture, head, rows, note }) => {
  const open = root.querySelector("details")?.open;
  root.replaceChildren(
    el("h2", {}, title),
    ...(picture
      ? [
          el("p", { class: "summary" }, text, note ? ` ${note}` : ""),
          picture,
          el("details", { open: Boolean(open) },
            el("summary", {}, t("page.chart.numbers")),
            el("table", { class: "numbers" },
              el("thead", {}, el("tr", {}, head.map((cell) => el("th", { scope: "col" }, cell)))),
              el("tbody", {}, rows.map((cells) => el("tr", {}, cells.map((cell) => el("td", {}, String(cell)))))),
            ),
          ),
        ]
      : [el("p", { class: "summary" }, t("page.chart.none"), note ? ` ${note}` : "")]),
  );
};

const frame = (width, height, label) =>
  svg("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": label });

/** A part of a picture that filters the table when it is followed. */
const bar = (label, changes, ...parts) => {
  const link = svg("a", { href: "#/tasks", class: "bar", "aria-label": label }, svg("title", {}, label), ...parts);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    setFilter(changes);
    location.hash = "#/tasks";
  });
  return link;
};

const chartWidth = (root) => {
  const { paddingLeft, paddingRight } = getComputedStyle(root);
  return root.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
};

const leadChart = (root, ids) => {
  const counts = new Map();
  for (const id of ids) for (const place of tasks[id].leads) counts.set(place, (counts.get(place) ?? 0) + 1);
  const ranked = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const top = ranked.slice(0, MOST_BARS);
  const rest = ranked.length - top.length;
  const title = t("page.chart.leads");
  if (!top.length) return chart(root, { title });
  const width = chartWidth(root);
  const row = 42;
  const text = t("page.chart.leads.text", { name: agencyTitle(agencies[top[0][0]]), count: number(top[0][1]), agencies: number(ranked.length) });
  const picture = frame(width, top.length * row + 4, `${title}. ${text}`);
  const letters = Math.floor(width / 7.4);
  top.forEach(([place, count], index) => {
    const name = agencyTitle(agencies[place]);
    const y = index * row;
    const length = Math.max(3, (count / top[0][1]) * (width - 52));
    const short = name.length > letters ? `${name.slice(0, letters - 1)}…` : name;
    picture.append(
      bar(t("page.chart.bar", { name, count: number(count) }), { agency: place, role: "lead" },
        svg("rect", { class: "hitbox", x: 0, y, width, height: row }),
        svg("text", { x: 0, y: y + 15, lang: "vi" }, short),
        svg("rect", { class: "amount", x: 0, y: y + 21, width: length, height: 13, rx: 2 }),
        svg("text", { class: "value", x: length + 6, y: y + 32 }, number(count)),
      ),
    );
  });
  return chart(root, {
    title, text, picture,
    head: [t("page.agency"), t("page.tasks")],
    rows: top.map(([place, count]) => [agencyTitle(agencies[place]), number(count)]),
    note: rest ? t("page.chart.leads.rest", { count: number(rest) }) : "",
  });
};

const deadlineChart = (root, ids) => {
  const days = ids.flatMap((id) => tasks[id].dues);
  const recurring = ids.filter((id) => tasks[id].recurring).length;
  const undated = ids.filter((id) => !tasks[id].due && !tasks[id].recurring).length;
  const title = t("page.chart.deadlines");
  const note = t("page.chart.deadlines.besides", { recurring: number(recurring), undated: number(undated) });
  if (!days.length) return chart(root, { title, note });
  const parts = stretches(days);
  const most = parts.reduce((a, b) => (b.count > a.count ? b : a));
  const text = t("page.chart.deadlines.text", {
    from: dayText(days.reduce((a, b) => (a < b ? a : b))), to: dayText(days.reduce((a, b) => (a > b ? a : b))),
    stretch: most.label, count: number(most.count),
  });
  return chart(root, {
    title, text, note,
    picture: timeline(chartWidth(root), parts, most.count, `${title}. ${text}`),
    head: [t("page.deadline"), t("page.tasks")],
    rows: parts.filter(({ count }) => count).map(({ label, count }) => [label, number(count)]),
  });
};

const timeline = (width, parts, most, label) => {
  const [height, floor] = [230, 190];
  const step = Math.min(64, width / parts.length);
  const picture = frame(width, height, label);
  picture.append(svg("line", { class: "axis", x1: 0, x2: step * parts.length, y1: floor, y2: floor }));
  // Names that would run into each other are left out.
  const every = Math.ceil(24 / step);
  parts.forEach((part, index) => {
    const x = index * step;
    const tall = part.count ? Math.max(3, (part.count / most) * (floor - 30)) : 0;
    if (part.opens || index === 0) {
      picture.append(
        svg("line", { class: "tick", x1: x, x2: x, y1: floor, y2: floor + (step < 30 && !part.short ? 6 : 34) }),
        ...(part.short || index % Math.ceil(40 / step) === 0 ? [svg("text", { class: "year", x: x + 4, y: floor + 34 }, String(part.year))] : []),
      );
    }
    if (part.short && index % every === 0) {
      picture.append(svg("text", { class: "tick", x: x + step / 2, y: floor + 16 }, part.short));
    }
    if (!part.count) return;
    picture.append(
      bar(t("page.chart.bar", { name: part.label, count: number(part.count) }), { from: part.from, to: part.to, deadline: "" },
        svg("rect", { class: "hitbox", x, y: 0, width: step, height: floor }),
        svg("rect", { class: "amount", x: x + step * 0.15, y: floor - tall, width: step * 0.7, height: tall, rx: 2 }),
        svg("text", { class: "value", x: x + step / 2, y: floor - tall - 6 }, number(part.count)),
      ),
    );
  });
  return picture;
};
