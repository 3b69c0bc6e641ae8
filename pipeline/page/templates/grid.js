// A table of many rows with a focus that the arrow keys move (ARIA Authoring Practices, Grid).

class Grid {
  /**
   * @param {object} parts
   * @param {HTMLTableElement} parts.table an empty table
   * @param {object[]} parts.columns name, word, cell(id), and key where it can be sorted by
   * @param {(id: number) => string} parts.target the address that a row leads to, "" for none
   * @param {(key: string) => void} [parts.sort] called for a header
   */
  constructor({ table, columns, target, sort }) {
    Object.assign(this, { table, columns, target, sort });
    this.active = { row: 0, column: 0 };
    this.head = el("tr", { "aria-rowindex": 1 });
    const spacer = () => el("td", { colspan: columns.length });
    const [above, below] = [spacer(), spacer()];
    const rows = el("tbody", { class: "rows" });
    table.tabIndex = -1;
    table.append(
      el("colgroup", {}, columns.map(({ name }) => el("col", { class: name }))),
      el("thead", {}, this.head),
      el("tbody", { class: "spacer", "aria-hidden": "true" }, el("tr", {}, above)),
      rows,
      el("tbody", { class: "spacer", "aria-hidden": "true" }, el("tr", {}, below)),
    );
    table.setAttribute("aria-colcount", columns.length);
    this.list = new VirtualList({
      above, body: rows, below, estimate: 90, row: (id, index) => this.row(id, index),
    });
    rows.addEventListener("click", (event) => this.click(event));
    rows.addEventListener("focusin", (event) => this.focused(event));
    table.addEventListener("keydown", (event) => this.key(event));
  }

  /** The headers in the chosen language; `sorted` says which one the rows stand by. */
  header(sorted = null) {
    this.head.replaceChildren(
      ...this.columns.map(({ name, key, word }) => {
        const attributes = { scope: "col", class: name };
        if (!key) return el("th", attributes, t(word));
        const state = sorted?.key !== key ? "none" : sorted.descending ? "descending" : "ascending";
        const button = el("button", { type: "button", "data-sort": key }, t(word), el("i", { "aria-hidden": "true" }));
        button.addEventListener("click", () => this.sort(key));
        return el("th", { ...attributes, "aria-sort": state }, button);
      }),
    );
  }

  set(ids) {
    this.table.setAttribute("aria-rowcount", ids.length + 1);
    this.active = { row: 0, column: this.active.column };
    this.list.set(ids);
  }

  row(id, index) {
    return el(
      "tr",
      { "aria-rowindex": index + 2, "data-index": index, "data-id": id },
      this.columns.map(({ name, word, cell }, column) => {
        const here = index === this.active.row && column === this.active.column;
        return el(
          "td",
          { role: "gridcell", class: name, "data-label": t(word), tabindex: here ? 0 : -1 },
          cell(id),
        );
      }),
    );
  }

  /** Put the focus on a cell, wherever the table is scrolled to. */
  focus(row, column, block = "nearest") {
    if (!this.list.ids.length) return;
    this.rove(-1);
    this.active = {
      row: Math.max(0, Math.min(row, this.list.ids.length - 1)),
      column: Math.max(0, Math.min(column, this.columns.length - 1)),
    };
    this.list.reveal(this.active.row, block);
    this.rove(0);
    this.cell()?.focus({ preventScroll: true });
  }

  cell() {
    return this.list.rows.get(this.active.row)?.children[this.active.column];
  }

  rove(tabindex) {
    if (this.cell()) this.cell().tabIndex = tabindex;
  }

  focused(event) {
    const cell = event.target.closest("td");
    this.rove(-1);
    this.active = { row: Number(cell.parentElement.dataset.index), column: cell.cellIndex };
    this.rove(0);
  }

  open(row) {
    const target = this.target(this.list.ids[row]);
    if (target) location.hash = target;
  }

  click(event) {
    const row = event.target.closest("tr");
    // Selecting a text is no click on it, and a link goes where it says.
    if (!row || event.target.closest("a, button") || String(getSelection())) return;
    this.open(Number(row.dataset.index));
  }

  key(event) {
    if (event.target.closest("thead")) {
      if (event.key === "ArrowDown") {
        this.focus(this.active.row, event.target.closest("th").cellIndex);
        event.preventDefault();
      }
      return;
    }
    const { row, column } = this.active;
    const end = this.list.ids.length - 1;
    const pageful = Math.max(1, Math.floor(innerHeight / 110));
    const moves = {
      ArrowDown: [row + 1, column],
      ArrowUp: [row - 1, column],
      ArrowRight: [row, column + 1],
      ArrowLeft: [row, column - 1],
      PageDown: [row + pageful, column],
      PageUp: [row - pageful, column],
      Home: event.ctrlKey ? [0, 0] : [row, 0],
      End: event.ctrlKey ? [end, this.columns.length - 1] : [row, this.columns.length - 1],
    };
    if (event.key === "Enter" && !event.target.closest("a, button")) this.open(row);
    else if (event.key in moves && !event.altKey) this.focus(...moves[event.key]);
    else return;
    event.preventDefault();
  }
}
