// What is known of one task, beside the text that it comes from.

const placeText = ([paged, paragraph, table, row, column]) => {
  const put = (key, ...values) => values.reduce((text, value) => text.replace("{}", value), t(key));
  return [
    paged ? put("place.page", paged) : "",
    table ? put("place.table", table, row, column) : put("place.paragraph", paragraph),
  ].filter(Boolean).join(", ");
};

const listOf = (texts) =>
  texts.length > 1 ? el("ul", {}, texts.map((text) => el("li", {}, text))) : (texts[0] ?? null);

/** The agencies of a role, and how it is written where that says more. */
const agencyDetail = (places, texts, written) => {
  const names = places.map((place, index) => agencyName(place, texts[index]));
  const lines = places.map((place, index) => {
    const { status, code } = agencies[place];
    const title = status === "resolved" ? agencyTitle(agencies[place]) : names[index];
    return el("span", { title: code || null },
      el("span", { lang: "vi" }, title),
      statusText(status) ? chip(statusText(status), status) : null,
    );
  });
  const letters = (text) => plain(text).replace(/[^\p{L}\p{N}]/gu, "");
  const alike = letters(names.join("")) === letters(written);
  return [
    listOf(lines),
    written && !alike ? el("small", { class: "written" }, `${t("page.written")}: `, el("span", { lang: "vi" }, `“${written}”`)) : null,
  ];
};

const vietnamese = (text) => (text ? el("span", { lang: "vi" }, text) : null);

/** The rows of the list, those with a value only. */
const detailRows = (task) =>
  [
    ["page.lead", task.leads.length || task.lead ? agencyDetail(task.leads, task.lead_texts, task.lead) : null],
    ["page.partners", task.partners.length || task.partner ? agencyDetail(task.partners, task.partner_texts, task.partner) : null],
    ["page.deadline", task.stated ? timeLines(task) : null],
    ["page.deliverable", vietnamese(task.deliverable)],
    ["page.funding", vietnamese(task.funding)],
    ["page.countries", task.countries.length ? listOf(task.countries.map((place) => countryName(countries[place]))) : null],
    ["page.documents", task.documents.length ? listOf(task.documents.map(vietnamese)) : null],
    ["page.content", task.content.length ? listOf(task.content.map(vietnamese)) : null],
    ["page.headings", task.headings.length ? listOf(task.headings.map(vietnamese)) : null],
    ["page.kind", t(`kind.${task.kind}`)],
    ["page.style", t(`style.${task.style}`)],
    ["page.place", placeText(task.place)],
    ["page.flags", task.flags.length ? flagChips(task.flags) : null],
  ].filter(([, value]) => value !== null);

const detailOf = (planIndex, index) => {
  const task = tasks[firstTask[planIndex] + index];
  const count = plans[planIndex].tasks.length;
  const step = (to, word) =>
    el("a", { class: "button", href: to >= 0 && to < count ? `#/plan/${planIndex + 1}/${to + 1}` : null, "aria-disabled": to >= 0 && to < count ? null : "true", rel: word.slice(5) }, t(word));
  return [
    el("a", { class: "close", href: `#/plan/${planIndex + 1}`, "aria-label": t("page.close") }, "×"),
    el("h3", {}, t("page.task-of", { number: index + 1, all: number(count) })),
    el("p", { class: "words", lang: "vi" }, [task.number, task.text].filter(Boolean).join(". ")),
    el("p", { class: "steps" },
      el("a", { class: "button main", href: rowAddress(planIndex, index) }, t("page.in-table")),
      step(index - 1, "page.previous"),
      step(index + 1, "page.next"),
    ),
    el("dl", {}, detailRows(task).map(([word, value]) => el("div", {}, el("dt", {}, t(word)), el("dd", {}, value)))),
  ];
};
