// Which tasks are shown, and in which order.

const UNFILTERED = {
  query: "", agency: -1, role: "", deadline: "", from: "", to: "", country: -1, kind: "",
  plan: -1, flag: "",
};
const filter = { ...UNFILTERED };
const sorting = { key: "plan", descending: false };

/** The words that are sought, without marks. */
const soughtWords = () => plain(filter.query).split(/\s+/).filter(Boolean);

const hasRole = (task, role, agency) => {
  const named = role === "lead" ? task.leads : task.partners;
  return agency < 0 ? named.length > 0 : named.includes(agency);
};

const hasDeadline = {
  dated: (task) => task.due !== "",
  recurring: (task) => task.recurring,
  undated: (task) => task.stated && task.due === "" && !task.recurring,
  none: (task) => !task.stated,
};

/** The tests that a task must pass; only those that are asked for. */
const tests = () => {
  const { agency, role, deadline, from, to, country, kind, plan, flag } = filter;
  const asked = [];
  if (plan >= 0) asked.push((task) => task.plan === plan);
  if (kind) asked.push((task) => task.kind === kind);
  if (flag) asked.push((task) => task.flags.includes(flag));
  if (role) asked.push((task) => hasRole(task, role, agency));
  else if (agency >= 0) {
    asked.push((task) => task.leads.includes(agency) || task.partners.includes(agency));
  }
  if (country >= 0) asked.push((task) => task.countries.includes(country));
  if (deadline) asked.push(hasDeadline[deadline]);
  if (from || to) {
    asked.push((task) => task.dues.some((due) => due >= from && (!to || due <= to)));
  }
  for (const word of soughtWords()) asked.push((task) => task.hay.includes(word));
  return asked;
};

const SORT_TEXT = {
  task: (task) => task.text,
  lead: (task) => (task.leads.length ? agencies[task.leads[0]].name : task.lead),
  partner: (task) => (task.partners.length ? agencies[task.partners[0]].name : task.partner),
  country: (task) => (task.countries.length ? countryName(countries[task.countries[0]]) : ""),
  kind: (task) => t(`kind.${task.kind}`),
};

/** The place of every task in the order of a key; -1 for those that have nothing there. */
const ranks = (key) => {
  if (key === "plan") return tasks.map((_, id) => id);
  const texts = tasks.map(key === "due" ? (task) => task.due : SORT_TEXT[key]);
  const distinct = [...new Set(texts)].filter(Boolean);
  if (key === "due") distinct.sort();
  else distinct.sort(new Intl.Collator("vi", { numeric: true }).compare);
  const places = new Map(distinct.map((text, place) => [text, place]));
  return texts.map((text) => places.get(text) ?? -1);
};

let order = [];

/** Put all tasks in the chosen order; what has no value there stands last either way. */
const sortTasks = () => {
  const places = ranks(sorting.key);
  const sign = sorting.descending ? -1 : 1;
  const known = [];
  const unknown = [];
  for (let id = 0; id < tasks.length; id += 1) (places[id] < 0 ? unknown : known).push(id);
  known.sort((a, b) => sign * (places[a] - places[b]) || a - b);
  order = [...known, ...unknown];
};

/** The tasks to show. */
const filtered = () => {
  const asked = tests();
  return order.filter((id) => asked.every((passes) => passes(tasks[id])));
};

const isFiltered = () => Object.keys(UNFILTERED).some((key) => filter[key] !== UNFILTERED[key]);

/** How many filters stand behind the button on a phone. */
const filterCount = () =>
  Object.keys(UNFILTERED).filter((key) => key !== "query" && filter[key] !== UNFILTERED[key]).length;
