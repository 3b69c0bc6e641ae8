// A long list of which only what is near the window exists. Rows have the heights that their
// texts need: a row that was not shown yet counts with the mean of those that were.

const OVERSCAN = 400;

class VirtualList {
  /**
   * @param {object} parts
   * @param {HTMLElement} parts.above stands for the rows above
   * @param {HTMLElement} parts.body holds the rows
   * @param {HTMLElement} parts.below stands for the rows below
   * @param {number} parts.estimate the height of a row, in pixels
   * @param {(id: number, index: number) => HTMLElement} parts.row makes a row
   */
  constructor({ above, body, below, estimate, row }) {
    Object.assign(this, { above, body, below, estimate, row });
    this.ids = [];
    this.heights = new Map();
    this.rows = new Map();
    this.offsets = new Float64Array(1);
    this.shown = false;
    this.whole = false;
    this.later = eachFrame(() => this.update());
    addEventListener("scroll", this.later, { passive: true });
    addEventListener("resize", () => this.forget());
  }

  /** Show other rows. */
  set(ids) {
    this.ids = ids;
    this.clear();
  }

  /** Make the rows anew, as after a change of language. */
  clear() {
    this.rows.clear();
    this.body.replaceChildren();
    this.measure();
    this.update();
  }

  /** Heights are others in a window of another width. */
  forget() {
    this.heights.clear();
    if (this.shown) this.later();
  }

  /** The offset of every row, from what is known of the heights. */
  measure() {
    let sum = 0;
    for (const height of this.heights.values()) sum += height;
    const mean = this.heights.size ? sum / this.heights.size : this.estimate;
    const offsets = new Float64Array(this.ids.length + 1);
    for (let index = 0; index < this.ids.length; index += 1) {
      offsets[index + 1] = offsets[index] + (this.heights.get(this.ids[index]) ?? mean);
    }
    this.offsets = offsets;
  }

  /** The row at an offset. */
  at(offset) {
    let low = 0;
    let high = this.ids.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.offsets[middle + 1] <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Bring the rows near the window into being, and take the others away. */
  update() {
    if (!this.shown) return;
    const top = this.above.getBoundingClientRect().top;
    const from = this.whole ? 0 : this.at(-top - OVERSCAN);
    const to = this.whole
      ? this.ids.length
      : Math.min(this.ids.length, this.at(innerHeight - top + OVERSCAN) + 1);
    const anchor = this.anchor();
    const before = anchor?.getBoundingClientRect().top;
    for (const [index, row] of this.rows) {
      if (index < from || index >= to) {
        if (row.contains(document.activeElement)) this.body.parentElement.focus({ preventScroll: true });
        row.remove();
        this.rows.delete(index);
      }
    }
    let next = this.body.firstElementChild;
    for (let index = from; index < to; index += 1) {
      const row = this.rows.get(index);
      if (row) next = row.nextElementSibling;
      else {
        const made = this.row(this.ids[index], index);
        this.rows.set(index, made);
        this.body.insertBefore(made, next);
      }
    }
    this.settle(from, to, anchor?.isConnected ? anchor : null, before);
  }

  /** Take the heights that the rows turned out to have; what is read stays where it is. */
  settle(from, to, anchor, before) {
    let changed = false;
    for (let index = from; index < to; index += 1) {
      const height = this.rows.get(index).getBoundingClientRect().height;
      const id = this.ids[index];
      if (height > 0 && this.heights.get(id) !== height) {
        this.heights.set(id, height);
        changed = true;
      }
    }
    if (changed) this.measure();
    const total = this.offsets[this.ids.length];
    this.above.style.height = `${this.offsets[from]}px`;
    this.below.style.height = `${Math.max(0, total - this.offsets[to])}px`;
    const moved = anchor ? anchor.getBoundingClientRect().top - before : 0;
    if (Math.abs(moved) >= 1) scrollBy({ top: moved, behavior: "instant" });
  }

  /** The first row that is in the window. */
  anchor() {
    for (const row of this.body.children) {
      const box = row.getBoundingClientRect();
      if (box.bottom > 0) return box.top < innerHeight ? row : null;
    }
    return null;
  }

  /** Scroll to a row and return it; `block` as `scrollIntoView` takes it. */
  reveal(index, block = "nearest") {
    if (!this.rows.has(index)) {
      const top = this.above.getBoundingClientRect().top + scrollY;
      scrollTo({ top: top + this.offsets[index] - innerHeight / 3, behavior: "instant" });
      this.update();
    }
    // The rows above may be of other heights than was thought: then it lies elsewhere by now.
    for (let tries = 0; tries < 4; tries += 1) {
      this.rows.get(index)?.scrollIntoView({ block, behavior: "instant" });
      this.update();
    }
    return this.rows.get(index);
  }
}
