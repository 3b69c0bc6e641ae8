// The table of all tasks.

const NONE = () => el("span", { class: "nothing" }, "–");

const taskAddress = (task) => `#/plan/${task.plan + 1}/${task.index + 1}`;
const rowAddress = (plan, index) => `#/tasks/${plan + 1}/${index + 1}`;

const chip = (text, kind = "") => el("span", { class: `chip ${kind}` }, text);

const flagChips = (flags) => flags.map((flag) => chip(flagText(flag), "warning"));

/** The agencies of a role, one a line; as it is written where no agency was found in it. */
const agencyLines = (places, texts, written) => {
  if (!places.length) return written ? el("span", { lang: "vi" }, written) : NONE();
  return places.map((place, index) => {
    const { status } = agencies[place];
    return el(
      "span",
      { class: `line ${status}`, lang: "vi", title: statusText(status) ?? agencyTitle(agencies[place]) },
      withHits(agencyName(place, texts[index]), soughtWords()),
    );
  });
};

/** The canonical name of an agency; as the task writes it, where it is not one agency. */
const agencyName = (place, text) => {
  const { name, status } = agencies[place];
  return status === "resolved" ? name : text;
};

/** Whether a text says a day in full itself. */
const saysDay = (text, day) => {
  const numbers = (text.match(/\d+/g) ?? []).slice(-3).map(Number);
  return numbers.reverse().join("-") === day.split("-").map(Number).join("-");
};

const statusText = (status) =>
  status === "open" || status === "collective" ? t(`page.status.${status}`) : null;

/** The times of a task as written, with the day where the words do not say it alike. */
const timeLines = ({ times, time }) => {
  if (!times.length) return time ? el("span", { lang: "vi" }, time) : NONE();
  return times.map(({ text, due, recurring, inferred }) =>
    el(
      "span",
      { class: "line" },
      el("span", { lang: "vi" }, text),
      due && !saysDay(text, due) ? el("small", { title: inferred ? t("page.inferred") : null }, "→ ", el("time", { datetime: due }, dayText(due)), inferred ? " *" : "") : null,
      recurring ? el("small", {}, "↻ ", t("page.recurring")) : null,
    ),
  );
};

const taskCell = (id) => {
  const task = tasks[id];
  const heading = task.headings.at(-1) ?? "";
  const where = [heading.startsWith(`${task.number}.`) ? "" : task.number, heading].filter(Boolean).join(" · ");
  return [
    where ? el("small", { class: "where", lang: "vi" }, withHits(where, soughtWords())) : null,
    el("a", { href: taskAddress(task), tabindex: -1, lang: "vi", class: "words" }, withHits(task.text, soughtWords())),
    task.flags.length ? el("span", { class: "chips" }, flagChips(task.flags)) : null,
  ];
};

const countryLines = (places) =>
  places.length
    ? places.map((place) => el("span", { class: "line" }, countryName(countries[place])))
    : NONE();

const planCell = (id) => {
  const plan = plans[tasks[id].plan];
  return [
    plan.number ? el("span", { class: "line", lang: "vi" }, plan.number) : null,
    el("small", { class: "clamp", lang: "vi" }, withHits(plan.title || plan.name, soughtWords())),
  ];
};

const taskGrid = new Grid({
  table: byId("tasks"),
  target: (id) => taskAddress(tasks[id]),
  sort: (key) => sortBy(key),
  columns: [
    { name: "task", key: "task", word: "page.entity.TASK", cell: taskCell },
    { name: "lead", key: "lead", word: "page.lead", cell: (id) => agencyLines(tasks[id].leads, tasks[id].lead_texts, tasks[id].lead) },
    { name: "partner", key: "partner", word: "page.partners", cell: (id) => agencyLines(tasks[id].partners, tasks[id].partner_texts, tasks[id].partner) },
    { name: "due", key: "due", word: "page.deadline", cell: (id) => timeLines(tasks[id]) },
    { name: "country", key: "country", word: "page.country", cell: (id) => countryLines(tasks[id].countries) },
    { name: "kind", key: "kind", word: "page.kind", cell: (id) => t(`kind.${tasks[id].kind}`) },
    { name: "plan", key: "plan", word: "page.plan", cell: planCell },
  ],
});

/** Show the tasks that pass the filters, in the table and in the charts. */
const showTasks = () => {
  const ids = filtered();
  taskGrid.set(ids);
  byId("no-match").hidden = ids.length > 0;
  byId("tasks").hidden = ids.length === 0;
  showCounts(ids);
  if (!byId("view-charts").hidden) showCharts(ids);
};

/** Put the focus on the row of a task; filters that hide it are lifted. */
const showRow = (planIndex, index) => {
  const id = firstTask[planIndex] + index;
  if (!taskGrid.list.ids.includes(id)) setFilter(UNFILTERED);
  taskGrid.focus(taskGrid.list.ids.indexOf(id), 0, "center");
};
