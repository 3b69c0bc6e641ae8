// A plan's text as rows: paragraphs and rows of tables, with entities and tasks marked.

const ZONES = ["letterhead", "title", "bases", "body", "recipients", "signature", "annex"];
const LABELS = ["AGENCY", "DATE", "COUNTRY", "DOCREF"];

/** The leaves of a plan as objects. */
const leavesOf = ({ leaves }) => {
  const found = [];
  for (let at = 0; at < leaves.length; at += 4) {
    const [start, end, level, bits] = leaves.slice(at, at + 4);
    found.push({ start, end, level, heading: Boolean(bits & 1), cell: Boolean(bits & 2), zone: ZONES[bits >> 2] });
  }
  return found;
};

const entitiesOf = ({ entities, values }) => {
  const found = [];
  for (let at = 0; at < entities.length; at += 4) {
    const [start, end, label, value] = entities.slice(at, at + 4);
    found.push({ start, end, label: LABELS[label], value: values[value] });
  }
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
};

/** What overlaps a stretch; `items` are in the order of their starts. */
const overlapping = (items, start, end) =>
  items.filter((item) => item.start < end && item.end > start);

const entityTip = ({ label, value }) => {
  const told = value ? [value.name, statusText(value.status), ...value.candidates] : [];
  return [t(`page.entity.${label}`), ...told].filter(Boolean).join(" · ");
};

class PlanText {
  constructor(planIndex) {
    this.planIndex = planIndex;
    this.plan = plans[planIndex];
    this.leaves = leavesOf(this.plan);
    this.entities = entitiesOf(this.plan);
    this.tasks = this.plan.tasks
      .map((task, index) => ({ start: task.start, end: task.end, index }))
      .sort((a, b) => a.start - b.start || a.index - b.index);
    this.rows = [];
    this.rowOf = [];
    this.layOut();
  }

  /** Put the leaves of each row of a table together; every other leaf is a row of its own. */
  layOut() {
    const tables = new Map(this.plan.rows.map((row) => [row.first, row]));
    for (let leaf = 0; leaf < this.leaves.length; ) {
      const row = tables.get(leaf) ?? { first: leaf, last: leaf + 1 };
      for (; leaf < row.last; leaf += 1) this.rowOf[leaf] = this.rows.length;
      this.rows.push(row);
    }
  }

  /** About how many elements and texts the whole of it takes. */
  get size() {
    return 3 * this.leaves.length + 3 * this.entities.length + 5 * this.tasks.length;
  }

  /** The leaf in which an offset stands. */
  leafAt(offset) {
    const after = this.leaves.findIndex(({ end }) => end > offset);
    return after < 0 ? this.leaves.length - 1 : after;
  }

  row(index, selected) {
    const row = this.rows[index];
    const zone = this.leaves[row.first].zone;
    const opens = index === 0 || this.leaves[this.rows[index - 1].first].zone !== zone;
    return el(
      "div",
      { class: `row zone-${zone}`, "data-row": index },
      opens ? el("p", { class: "zone" }, t(`zone.${zone}`)) : null,
      row.cells ? this.table(row, index, selected) : this.leaf(row.first, selected),
    );
  }

  table({ table, cells }, index, selected) {
    const { widths, words: longest } = this.plan.tables[table];
    const before = this.rows[index - 1];
    const line = el("div", { class: before?.table === table ? "cells" : "cells first" });
    line.style.gridTemplateColumns = widths
      .map((width, place) => `minmax(calc(${longest[place]}ch + 1.1rem), ${width}fr)`)
      .join(" ");
    let column = 0;
    for (const cell of cells) {
      for (; column < cell.column; column += 1) line.append(el("div", { class: "cell blank" }));
      const leaves = [];
      for (let leaf = cell.first; leaf < cell.last; leaf += 1) leaves.push(this.leaf(leaf, selected));
      const box = el("div", { class: "cell" }, leaves);
      box.style.gridColumn = `span ${cell.columns}`;
      line.append(box);
      column = cell.column + cell.columns;
    }
    for (; column < widths.length; column += 1) line.append(el("div", { class: "cell blank" }));
    return line;
  }

  leaf(index, selected) {
    const { start, end, level, heading } = this.leaves[index];
    const classes = `leaf level-${Math.min(level, 6)}${heading ? " heading" : ""}`;
    return el("p", { class: classes, "data-leaf": index }, this.pieces(start, end, selected));
  }

  /** The text between two offsets; tasks hold the entities in them. */
  pieces(start, end, selected) {
    const entities = overlapping(this.entities, start, end);
    const nodes = [];
    let at = start;
    for (const task of overlapping(this.tasks, start, end)) {
      const [from, to] = [Math.max(task.start, at), Math.min(task.end, end)];
      if (from >= to) continue;
      nodes.push(...this.marked(at, from, entities));
      if (task.start >= start) nodes.push(this.badge(task.index));
      nodes.push(
        el(
          "span",
          {
            class: task.index === selected ? "task selected" : "task", "data-task": task.index,
            tabindex: task.start >= start ? -1 : null,
          },
          this.marked(from, to, entities),
        ),
      );
      at = to;
    }
    nodes.push(...this.marked(at, end, entities));
    return nodes;
  }

  /** The link from a task to its row in the table. */
  badge(index) {
    const label = t("page.badge", { number: index + 1 });
    return el("a", { class: "badge", href: rowAddress(this.planIndex, index), title: label, "aria-label": label }, String(index + 1));
  }

  marked(start, end, entities) {
    const { text } = this.plan;
    const nodes = [];
    let at = start;
    for (const entity of entities) {
      const [from, to] = [Math.max(entity.start, at), Math.min(entity.end, end)];
      if (from >= to) continue;
      nodes.push(
        text.slice(at, from),
        el("mark", { class: entity.label, title: entityTip(entity) }, text.slice(from, to)),
      );
      at = to;
    }
    nodes.push(text.slice(at, end));
    return nodes;
  }
}
