// A text field with a list to choose from (ARIA Authoring Practices, Editable Combobox With List
// Autocomplete). It shows the best matches only, so that thousands of names cost no elements.

const MOST_MATCHES = 40;

class Combobox {
  /**
   * @param {HTMLElement} root the field
   * @param {() => {value: number, name: string, count: number}[]} options what there is
   * @param {(value: number) => void} changed called with the choice, -1 for none
   */
  constructor(root, options, changed) {
    this.input = root.querySelector("input");
    this.list = root.querySelector("ul");
    this.clear = root.querySelector(".clear");
    this.options = options;
    this.changed = changed;
    this.value = -1;
    this.active = -1;
    this.matches = [];
    this.refresh();
    this.input.addEventListener("input", () => this.show(this.input.value));
    this.input.addEventListener("click", () => this.show(""));
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.leave());
    this.clear.addEventListener("click", () => {
      this.choose(-1);
      this.input.focus();
    });
    // The press must not take the focus from the field, which would close the list.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose(Number(option.dataset.value));
    });
  }

  /** Read the options anew, as after a change of language. */
  refresh() {
    this.all = this.options().map((option) => ({ ...option, hay: plain(option.name) }));
    this.byValue = new Map(this.all.map((option) => [option.value, option]));
    this.set(this.value);
  }

  /** Show a choice without telling. */
  set(value) {
    this.value = value;
    this.input.value = this.byValue.get(value)?.name ?? "";
    this.clear.hidden = value < 0;
    this.hide();
  }

  choose(value) {
    const other = value !== this.value;
    this.set(value);
    if (other) this.changed(value);
  }

  show(text) {
    const sought = plain(text).split(/\s+/).filter(Boolean);
    const found = this.all.filter(({ hay }) => sought.every((word) => hay.includes(word)));
    this.matches = found.slice(0, MOST_MATCHES);
    const rest = found.length - this.matches.length;
    const note = rest ? t("page.more", { count: number(rest) }) : found.length ? "" : t("page.none");
    this.list.replaceChildren(
      ...this.matches.map((option, index) =>
        el(
          "li",
          {
            role: "option", id: `${this.list.id}-${index}`, "data-value": option.value,
            "aria-selected": String(option.value === this.value),
          },
          el("span", { lang: "vi" }, ...withHits(option.name, sought)),
          el("small", {}, number(option.count)),
        ),
      ),
      ...(note ? [el("li", { role: "presentation", class: "note" }, note)] : []),
    );
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.activate(-1);
  }

  hide() {
    this.list.hidden = true;
    this.list.replaceChildren();
    this.matches = [];
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  leave() {
    if (this.input.value === "") this.choose(-1);
    else this.set(this.value);
  }

  activate(index) {
    this.list.children[this.active]?.classList.remove("active");
    this.active = index;
    const option = this.list.children[index];
    if (!option) {
      this.input.removeAttribute("aria-activedescendant");
      return;
    }
    option.classList.add("active");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  key(event) {
    const open = !this.list.hidden;
    const count = this.matches.length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!open) this.show("");
      const step = event.key === "ArrowDown" ? 1 : -1;
      const from = this.active < 0 && step < 0 ? 0 : this.active;
      if (this.matches.length) this.activate((from + step + this.matches.length) % this.matches.length);
    } else if (event.key === "Enter") {
      // A single match needs no arrow.
      const index = this.active >= 0 ? this.active : count === 1 ? 0 : -1;
      if (open && index >= 0) this.choose(this.matches[index].value);
      else if (this.input.value === "") this.choose(-1);
    } else if (event.key === "Escape" && open) {
      this.set(this.value);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
