// Words in the chosen language, and elements made of text: nothing here parses markup.

const words = JSON.parse(document.getElementById("words").textContent);
const page = { lang: document.documentElement.lang };

const byId = (id) => document.getElementById(id);

/** What people read for a key; "{name}" stands for a value. */
const t = (key, values = {}) =>
  (words[page.lang][key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

/** What people read for a flag; "ocr:3" is the wording of "ocr:" with "3" in it. */
const flagText = (flag) => {
  const colon = flag.indexOf(":") + 1;
  const key = `flag.${colon ? flag.slice(0, colon) : flag}`;
  if (!(key in words[page.lang])) return flag;
  return t(key).replace("{}", () => flag.slice(colon));
};

const number = (value) => value.toLocaleString(page.lang === "vi" ? "vi-VN" : "en-GB");

const fill = (element, attributes, children) => {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child != null && child !== ""));
  return element;
};

/** An element; children are nodes or texts, and lists of them. */
const el = (tag, attributes = {}, ...children) =>
  fill(document.createElement(tag), attributes, children);

const svg = (tag, attributes = {}, ...children) =>
  fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);

/** Letters without marks, in lower case: "Việt" and "viet" are alike. */
const plain = (text) =>
  text.normalize("NFD").replace(/\p{M}+/gu, "").replace(/[đĐ]/g, "d").toLowerCase();

/** The text as nodes, with the words of a search (plain ones) marked. */
const withHits = (text, sought) => {
  if (!sought.length) return [text];
  const letters = [];
  const origins = [];
  let at = 0;
  for (const character of text) {
    for (const letter of plain(character)) {
      letters.push(letter);
      origins.push(at);
    }
    at += character.length;
  }
  origins.push(text.length);
  const whole = letters.join("");
  const hits = [];
  for (const word of sought) {
    for (let from = whole.indexOf(word); from >= 0; from = whole.indexOf(word, from + word.length)) {
      hits.push([origins[from], origins[from + word.length]]);
    }
  }
  hits.sort((a, b) => a[0] - b[0]);
  const nodes = [];
  let done = 0;
  for (const [start, end] of hits) {
    if (start < done || end <= start) continue;
    nodes.push(text.slice(done, start), el("mark", { class: "hit" }, text.slice(start, end)));
    done = end;
  }
  nodes.push(text.slice(done));
  return nodes;
};

/** The static words of the page in the chosen language. */
const translate = () => {
  document.documentElement.lang = page.lang;
  document.title = t("page.title");
  for (const element of document.querySelectorAll("[data-word]")) {
    element.textContent = t(element.dataset.word);
  }
  for (const element of document.querySelectorAll("[data-word-label]")) {
    element.setAttribute("aria-label", t(element.dataset.wordLabel));
  }
  for (const element of document.querySelectorAll("[data-word-placeholder]")) {
    element.placeholder = t(element.dataset.wordPlaceholder);
  }
};

/** Calls `work` once, with the next picture, however often it is asked. */
const eachFrame = (work) => {
  let waiting = 0;
  return () => {
    waiting ||= requestAnimationFrame(() => {
      waiting = 0;
      work();
    });
  };
};
