// The data as the views use it: every task knows its plan and what it can be found by.

const { agencies, countries, failures, plans } = JSON.parse(byId("data").textContent);

const tasks = plans.flatMap((plan, planIndex) =>
  plan.tasks.map((task, index) => {
    const dues = task.times.map((time) => time.due).filter(Boolean).sort();
    return {
      ...task,
      plan: planIndex,
      index,
      dues,
      due: dues[0] ?? "",
      recurring: task.times.some((time) => time.recurring),
      stated: task.times.length > 0 || task.time !== "",
    };
  }),
);

/** The first task of each plan among all tasks. */
const firstTask = [];
plans.reduce((count, plan) => {
  firstTask.push(count);
  return count + plan.tasks.length;
}, 0);

/** An agency with its province, which its name often leaves out. */
const agencyTitle = ({ name, place }) => (!place || name.includes(place) ? name : `${name} (${place})`);

for (const task of tasks) {
  const plan = plans[task.plan];
  task.hay = plain(
    [
      task.number, task.text, ...task.headings, ...task.content, task.lead, task.partner, task.time,
      task.deliverable, task.funding, plan.number, plan.title, ...task.documents,
      ...[...task.leads, ...task.partners].map((place) => agencyTitle(agencies[place])),
      ...task.lead_texts, ...task.partner_texts,
      ...task.countries.map((place) => countries[place].name),
    ].join(" \n "),
  );
}

const planName = (plan) => [plan.number, plan.title || plan.name].filter(Boolean).join(" · ");

/** A country in the chosen language, where its code is known. */
const countryName = ({ name, code }) => {
  if (page.lang === "vi" || !/^[A-Z]{2}$/.test(code)) return name;
  return new Intl.DisplayNames([page.lang], { type: "region" }).of(code) ?? name;
};

/** How many tasks name each place of a list; `places` says which ones a task names. */
const counted = (length, places) => {
  const counts = new Uint32Array(length);
  for (const task of tasks) for (const place of new Set(places(task))) counts[place] += 1;
  return counts;
};
