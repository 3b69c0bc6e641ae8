// The table of plans, and of the files that gave none.

const planAddress = (index) => (index < plans.length ? `#/plan/${index + 1}` : "");

const failureOf = (id) => failures[id - plans.length];

const plansCell = (id) => {
  const plan = plans[id];
  if (!plan) {
    const { name, reason } = failureOf(id);
    return [el("span", { class: "line" }, name), chip(t("page.unread"), "warning"), el("small", {}, reason)];
  }
  return [
    el("small", { class: "where", lang: "vi" }, [plan.type, plan.number].filter(Boolean).join(" · ")),
    el("a", { href: planAddress(id), tabindex: -1, lang: "vi", class: "words" }, plan.title || plan.name),
    plan.title ? el("small", { class: "file" }, plan.name) : null,
    plan.flags.length ? el("span", { class: "chips" }, flagChips(plan.flags)) : null,
  ];
};

const ofPlan = (show) => (id) => (plans[id] ? show(plans[id]) : NONE());

const planGrid = new Grid({
  table: byId("plans"),
  target: planAddress,
  columns: [
    { name: "task", word: "page.plan", cell: plansCell },
    { name: "lead", word: "page.issuer", cell: ofPlan(({ issuer }) => (issuer ? el("span", { lang: "vi" }, issuer) : NONE())) },
    { name: "due", word: "page.date", cell: ofPlan(({ date }) => (date ? el("span", { lang: "vi" }, date) : NONE())) },
    { name: "count", word: "page.period", cell: ofPlan(({ period }) => (period.length ? periodText(period) : NONE())) },
    { name: "count", word: "page.tasks", cell: ofPlan((plan) => number(plan.tasks.length)) },
    { name: "count", word: "page.no-lead-count", cell: ofPlan((plan) => number(plan.tasks.filter(({ leads }) => !leads.length).length)) },
  ],
});

const periodText = ([first, last]) =>
  first === last ? String(last) : first ? `${first}–${last}` : `→ ${last}`;

const showPlans = () => {
  planGrid.header();
  planGrid.set([...plans, ...failures].map((_, id) => id));
};
