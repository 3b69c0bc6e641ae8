// Which view is shown is told by the address, so that the browser's own way back leads back.

const VIEWS = ["tasks", "charts", "plans", "plan"];
const scrolled = {};
let current = "";

const lists = { tasks: taskGrid.list, plans: planGrid.list };

const show = (view) => {
  if (current) scrolled[current] = scrollY;
  const changed = view !== current;
  current = view;
  for (const name of VIEWS) byId(`view-${name}`).hidden = name !== view;
  byId("filters").hidden = view === "plans" || view === "plan";
  for (const link of document.querySelectorAll("[data-view]")) {
    if (link.dataset.view === view) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  for (const [name, list] of Object.entries(lists)) list.shown = name === view;
  if (view !== "plan") leaveReader();
  return changed;
};

const route = () => {
  const [, view = "", first = "", second = ""] = location.hash.split("/");
  const [planIndex, task] = [Number(first) - 1, second ? Number(second) - 1 : -1];
  const known = plans[planIndex] !== undefined;
  if (view === "plan" && known) {
    show("plan");
    openPlan(planIndex, plans[planIndex].tasks[task] ? task : -1);
    return;
  }
  const changed = show(view === "charts" || view === "plans" ? view : "tasks");
  if (current === "charts") showCharts(taskGrid.list.ids);
  else lists[current].update();
  if (current === "tasks" && known && plans[planIndex].tasks[task]) showRow(planIndex, task);
  else if (changed) scrollTo({ top: scrolled[current] ?? 0, behavior: "instant" });
};

const setLanguage = (lang) => {
  page.lang = lang;
  for (const button of document.querySelectorAll("[data-lang]")) {
    button.setAttribute("aria-pressed", String(button.dataset.lang === lang));
  }
  translate();
  byId("subtitle").textContent = t("page.subtitle", {
    tasks: number(tasks.length), plans: number(plans.length), agencies: number(agencies.length),
  });
  for (const box of Object.values(boxes)) box.refresh();
  if (sorting.key === "kind" || sorting.key === "country") sortTasks();
  taskGrid.header(sorting);
  showPlans();
  showTasks();
  if (current === "plan") {
    const { planIndex } = reader.text;
    const { selected } = reader;
    leaveReader();
    openPlan(planIndex, selected, false);
  }
};

/** A print holds all rows that pass the filters, or the whole plan. */
const printAll = (whole) => {
  const list = reader.list ?? lists[current];
  if (!list) return;
  list.whole = whole || (list === reader.list && reader.text.size <= MOST_NODES);
  list.update();
};

const start = () => {
  startControls();
  sortTasks();
  setLanguage(page.lang);
  for (const button of document.querySelectorAll("[data-lang]")) {
    button.addEventListener("click", () => setLanguage(button.dataset.lang));
  }
  byId("theme").addEventListener("change", (event) => {
    document.documentElement.dataset.theme = event.target.value;
  });
  byId("print").addEventListener("click", () => print());
  addEventListener("beforeprint", () => printAll(true));
  addEventListener("afterprint", () => printAll(false));
  addEventListener("hashchange", route);
  addEventListener("resize", eachFrame(() => current === "charts" && showCharts(taskGrid.list.ids)));
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    byId("main").focus();
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || current !== "plan" || event.defaultPrevented) return;
    const { text, selected } = reader;
    location.hash = selected >= 0 ? rowAddress(text.planIndex, selected) : "#/tasks";
  });
  history.scrollRestoration = "manual";
  route();
};

start();
