// One plan: its text with its outline, and the task that was chosen in it.

const MOST_NODES = 1500;
const MOST_HEADINGS = 80;

const reader = { text: null, list: null, selected: -1 };

const leaveReader = () => {
  if (reader.list) reader.list.shown = false;
  reader.text = null;
  reader.list = null;
  byId("view-plan").replaceChildren();
};

/** Open a plan, or stay in it, and show one of its tasks; -1 for none. */
const openPlan = (planIndex, task, focus = true) => {
  const fresh = reader.text?.planIndex !== planIndex;
  if (fresh) {
    leaveReader();
    reader.text = new PlanText(planIndex);
    reader.selected = task;
    buildReader(planIndex);
  }
  select(task);
  if (task >= 0) revealTask(task, focus);
  else if (fresh) {
    scrollTo({ top: 0, behavior: "instant" });
    if (focus) byId("view-plan").querySelector("h2").focus({ preventScroll: true });
  }
};

const buildReader = (planIndex) => {
  const plan = plans[planIndex];
  const [above, body, below] = [el("div"), el("div"), el("div")];
  const view = byId("view-plan");
  view.append(
    el("header", {},
      el("a", { class: "button", href: "#/tasks", id: "back" }, `← ${t("page.back")}`),
      el("h2", { tabindex: -1, lang: "vi" }, plan.title || plan.name),
      planFacts(plan),
      plan.flags.length ? el("p", { class: "chips" }, flagChips(plan.flags)) : null,
    ),
    el("div", { class: "reading" },
      el("div", { class: "paper", lang: "vi", tabindex: -1 }, above, body, below),
      el("aside", { "aria-label": t("page.detail") },
        el("div", { id: "detail", "aria-live": "polite" }),
        legend(),
        outlineOf(reader.text),
      ),
    ),
  );
  reader.list = new VirtualList({
    above, body, below, estimate: 60, row: (id) => reader.text.row(id, reader.selected),
  });
  reader.list.whole = reader.text.size <= MOST_NODES;
  reader.list.shown = true;
  reader.list.set(reader.text.rows.map((_, index) => index));
  body.addEventListener("click", (event) => {
    const task = event.target.closest(".task");
    if (!task || event.target.closest("a") || String(getSelection())) return;
    location.hash = `#/plan/${planIndex + 1}/${Number(task.dataset.task) + 1}`;
  });
};

const planFacts = (plan) => {
  const facts = [
    ["page.plan", [plan.type, plan.number].filter(Boolean).join(" ")],
    ["page.issuer", plan.issuer],
    ["page.date", plan.date],
    ["signer", plan.signer],
    ["page.period", plan.period.length ? periodText(plan.period) : ""],
    ["file", plan.name],
  ];
  return el("dl", { class: "facts" },
    facts.filter(([, value]) => value).map(([word, value]) => el("div", {}, el("dt", {}, t(word)), el("dd", { lang: "vi" }, value))),
  );
};

const legend = () =>
  el("p", { class: "legend", "aria-label": t("page.legend") },
    ...LABELS.map((label) => el("mark", { class: label }, t(`page.entity.${label}`))),
    el("span", { class: "task" }, t("page.entity.TASK")),
  );

/** The headings, down to the level at which they are not too many. */
const outlineOf = (text) => {
  const all = text.leaves
    .map((leaf, index) => ({ ...leaf, index }))
    .filter(({ heading, cell, zone }) => heading && !cell && (zone === "body" || zone === "annex"));
  let level = 6;
  while (level > 0 && all.filter((leaf) => leaf.level <= level).length > MOST_HEADINGS) level -= 1;
  const kept = all.filter((leaf) => leaf.level <= level).slice(0, 2 * MOST_HEADINGS);
  if (!kept.length) return null;
  const items = kept.map(({ start, end, level: depth, index }) => {
    const button = el("button", { type: "button", class: `level-${depth}`, lang: "vi" }, text.plan.text.slice(start, end));
    button.addEventListener("click", () => reader.list.reveal(text.rowOf[index], "start"));
    return el("li", {}, button);
  });
  return el("details", { class: "outline", open: innerWidth > 900 }, el("summary", {}, t("page.outline")), el("ul", {}, items));
};

/** Mark a task in the text and tell of it. */
const select = (task) => {
  reader.selected = task;
  for (const piece of byId("view-plan").querySelectorAll(".task[data-task]")) {
    piece.classList.toggle("selected", Number(piece.dataset.task) === task);
  }
  byId("detail").replaceChildren(...(task < 0 ? [] : detailOf(reader.text.planIndex, task)));
};

const revealTask = (task, focus) => {
  const { text, list } = reader;
  const row = list.reveal(text.rowOf[text.leafAt(text.plan.tasks[task].start)], "center");
  const piece = row?.querySelector(`.task[data-task="${task}"]`);
  piece?.scrollIntoView({ block: "center", behavior: "instant" });
  if (focus) piece?.focus({ preventScroll: true });
};
