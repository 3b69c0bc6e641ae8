// The fields over the table: each sets one filter, and the views follow.

const PLAIN_FIELDS = ["query", "role", "deadline", "from", "to", "kind", "flag"];

/** The combobox of each field with many names. */
const boxes = {};

const named = (names, counts, name) => () =>
  names
    .map((each, value) => ({ value, name: name(each), count: counts[value] }))
    .sort((a, b) => b.count - a.count || a.value - b.value);

/** Set filters and show what passes them. */
const setFilter = (changes) => {
  Object.assign(filter, changes);
  showFields();
  showTasks();
};

const showFields = () => {
  for (const name of PLAIN_FIELDS) if (byId(name).value !== filter[name]) byId(name).value = filter[name];
  for (const [name, box] of Object.entries(boxes)) if (box.value !== filter[name]) box.set(filter[name]);
};

const sortBy = (key, descending = sorting.key === key && !sorting.descending) => {
  Object.assign(sorting, { key, descending });
  byId("sort").value = key;
  byId("order").value = descending ? "descending" : "ascending";
  sortTasks();
  taskGrid.header(sorting);
  showTasks();
};

/** The filters in words, for a print. */
const filterWords = () => {
  const chosen = [...byId("filters").querySelectorAll("input, select")]
    .filter((field) => field.value && !["sort", "order"].includes(field.id))
    .map((field) => {
      const text = field.selectedOptions
        ? field.selectedOptions[0].textContent
        : field.type === "date" ? dayText(field.value) : field.value;
      return `${field.labels[0].textContent}: ${text}`;
    });
  return [byId("shown").textContent, ...chosen].join(" · ");
};

const showCounts = (ids) => {
  byId("shown").textContent = t("page.shown", { shown: number(ids.length), all: number(tasks.length) });
  byId("reset").hidden = !isFiltered();
  byId("printed").textContent = filterWords();
  const count = filterCount();
  byId("more").textContent = count ? t("page.filters.count", { count }) : t("page.filters");
};

const startControls = () => {
  const agencyCounts = counted(agencies.length, (task) => [...task.leads, ...task.partners]);
  const countryCounts = counted(countries.length, (task) => task.countries);
  const choices = {
    agency: named(agencies, agencyCounts, agencyTitle),
    country: named(countries, countryCounts, countryName),
    plan: () => plans.map((plan, value) => ({ value, name: planName(plan), count: plan.tasks.length })),
  };
  for (const [name, options] of Object.entries(choices)) {
    const root = document.querySelector(`[data-field="${name}"]`);
    boxes[name] = new Combobox(root, options, (value) => setFilter({ [name]: value }));
  }
  for (const name of PLAIN_FIELDS) {
    byId(name).addEventListener("input", (event) => setFilter({ [name]: event.target.value }));
  }
  byId("sort").addEventListener("change", (event) => sortBy(event.target.value, sorting.descending));
  byId("order").addEventListener("change", (event) =>
    sortBy(sorting.key, event.target.value === "descending"),
  );
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("reset").addEventListener("click", (event) => {
    event.preventDefault();
    setFilter(UNFILTERED);
    byId("query").focus();
  });
  byId("more").addEventListener("click", () => {
    const open = byId("more").getAttribute("aria-expanded") !== "true";
    byId("more").setAttribute("aria-expanded", String(open));
    byId("fields").classList.toggle("open", open);
  });
};
