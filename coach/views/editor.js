// The live editor: a text field over a layer that underlines, a clock to read aloud against, and what to change.
// What is found comes from Python. Words of the user stand here and in this tab's storage, and go in only as text.

const EDITORS = new WeakMap();
const WAIT_MS = 180; // after the last key: shorter, and every letter would be sent
const STRENGTH = ["met", "repeated", "partial", "missed"]; // of two lines on the same words the later one is drawn

const wordsIn = (text) => text.match(/\S+/g) || [];

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** Where two texts differ: the characters that they share at the start and at the end. */
function difference(one, other) {
  const most = Math.min(one.length, other.length);
  let start = 0;
  while (start < most && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < most - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end += 1;
  return { start, end };
}

/** What is kept of a draft in this tab, so that a reload loses nothing. Without storage it is simply not kept. */
const memory = {
  read(name) {
    try {
      return JSON.parse(sessionStorage.getItem(`coach-practice:${name}`));
    } catch {
      return null;
    }
  },
  write(name, value) {
    try {
      sessionStorage.setItem(`coach-practice:${name}`, JSON.stringify(value));
    } catch {
      // a full or forbidden storage: the text is still on the page and on its way to Python
    }
  },
};

class Editor {
  constructor(root) {
    this.root = root;
    this.$ = (selector) => root.querySelector(selector);
    this.field = this.$("textarea");
    this.back = this.$(".back");
    this.ignored = [];
    this.started = 0;
    this.asked = new Set();
    this.field.oninput = () => this.typed();
    this.field.onkeydown = (event) => event.stopPropagation(); // the app has keys of its own, and a letter is no key
    this.field.onblur = () => this.flush();
    this.field.onkeyup = this.field.onclick = () => this.point();
    this.$(".timer").onclick = () => (this.started ? this.stop() : this.start());
    this.$(".copy").onclick = () => this.copy();
    this.$(".ignored button").onclick = () => this.ignore([]);
    this.leaving = () => this.flush();
    window.addEventListener("pagehide", this.leaving);
    this.widths = new ResizeObserver(() => this.field.clientWidth !== this.width && this.fit());
    this.widths.observe(this.field);
  }

  /** Takes what Python says. Its text comes into the field only where it is a new one: nobody's typing is undone. */
  take(data) {
    const before = this.data;
    this.data = data;
    if (before?.version !== data.version || before?.draft !== data.draft) this.seed(before);
    this.$("label").textContent = data.label;
    this.field.placeholder = data.placeholder;
    this.$(".timer").hidden = !data.aloud;
    if (!this.started) this.$(".timer").textContent = data.limit ? `Read it aloud against ${data.limit} s` : "Read it aloud";
    this.paint();
    this.cards();
    this.count();
    this.details();
  }

  /** Puts a new text into the field; one of the same draft in a way that Ctrl+Z can take back. */
  seed(before) {
    const { draft, version, text, untouched } = this.data;
    if (this.started) this.stop();
    if (before && this.timer) this.flush(before);
    const kept = memory.read(draft);
    const restored = kept && (untouched || kept.version === version) ? kept : null;
    this.ignored = restored?.ignored || this.data.ignored;
    const wanted = restored ? restored.text : text;
    if (before && before.draft === draft) this.replace(wanted);
    else this.field.value = wanted;
    this.sent = text;
    memory.write(draft, { version, text: this.field.value, ignored: this.ignored });
    this.fit();
    if (restored && restored.text !== text) this.later(0);
  }

  typed() {
    memory.write(this.data.draft, { version: this.data.version, text: this.field.value, ignored: this.ignored });
    this.fit();
    this.count();
    this.paint();
    this.later(WAIT_MS);
  }

  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), wait);
  }

  flush(data = this.data) {
    clearTimeout(this.timer);
    this.timer = 0;
    if (this.field.value === this.sent) return;
    this.sent = this.field.value;
    this.tell(data);
  }

  tell(data = this.data) {
    const { draft, version } = data;
    this.emit("typed", { draft, version, text: this.field.value, ignored: this.ignored });
  }

  /** Changes the field as if it had been typed, and only where it differs. */
  replace(text) {
    const was = this.field.value;
    if (text === was) return;
    const { start, end } = difference(was, text);
    this.field.focus();
    this.field.setSelectionRange(start, was.length - end);
    const added = text.slice(start, text.length - end);
    const done = added ? document.execCommand("insertText", false, added) : document.execCommand("delete");
    if (!done || this.field.value !== text) this.field.value = text;
  }

  /** The marks on the text as it stands: those of what was checked, moved along with what was typed since. */
  lines() {
    const found = this.data.checked;
    if (!found) return [];
    const text = this.field.value;
    const open = found.lines.filter(([, , , card]) => !this.ignored.includes(card));
    if (found.text === text) return open;
    const { start, end } = difference(found.text, text);
    const moved = text.length - found.text.length;
    return open
      .filter((line) => line[1] <= start || line[0] >= found.text.length - end)
      .map(([from, to, look, card]) => (to <= start ? [from, to, look, card] : [from + moved, to + moved, look, card]));
  }

  paint() {
    const text = this.field.value;
    const lines = this.lines();
    const edges = [...new Set([0, text.length, ...lines.flatMap(([from, to]) => [from, to])])].sort((a, b) => a - b);
    const pieces = edges.slice(0, -1).map((from, number) => {
      const to = edges[number + 1];
      const here = lines.filter((line) => line[0] <= from && line[1] >= to).map((line) => STRENGTH.indexOf(line[2]));
      const words = text.slice(from, to);
      return here.length ? element("mark", { class: STRENGTH[Math.max(...here)] }, words) : words;
    });
    this.back.replaceChildren(...pieces, "\n");
  }

  /** The field is as high as its text, so that it never scrolls away from the lines below it. */
  fit() {
    this.width = this.field.clientWidth;
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight + 2}px`;
  }

  count() {
    const { wpm, limit, aloud, note, checked } = this.data;
    const text = this.field.value;
    const words = wordsIn(text).length;
    const seconds = (words / wpm) * 60;
    const current = checked && checked.text === text;
    const line = this.$(".count");
    const total = words === 1 ? "1 word" : `${words} words`;
    if (aloud) {
      const against = limit ? ` of ${limit} s` : "";
      line.replaceChildren(element("b", {}, `${total}, ${seconds.toFixed(1)} s${against}`), ` · ${note}`);
    } else {
      line.replaceChildren(element("b", {}, current ? checked.size : `${text.trim().length} characters, ${total}`));
    }
    const gauge = this.$(".gauge");
    gauge.hidden = !limit;
    gauge.classList.toggle("over", seconds > limit);
    gauge.firstElementChild.style.width = `${limit ? Math.min(100, (100 * seconds) / limit) : 0}%`;
  }

  cards() {
    const { checked, error } = this.data;
    const open = (checked?.cards || []).filter((card) => !this.ignored.includes(card.id));
    const away = (checked?.cards || []).length - open.length;
    const score = checked && checked.score !== null ? `${checked.score} of 100. ` : "";
    const done = checked && !checked.cards.length ? " Nothing to change." : "";
    const said = error || (checked ? `${score}${checked.summary}.${done}` : "Write a few words, or have them drafted. What to change shows here while you type.");
    if (this.$(".summary").textContent !== said) this.$(".summary").textContent = said;
    const shown = JSON.stringify([open, checked?.text]);
    if (this.shown !== shown) {
      const focused = this.root.activeElement?.dataset?.does || this.root.getRootNode().activeElement?.dataset?.does;
      this.$(".cards").replaceChildren(...open.map((card) => this.card(card)));
      if (focused) this.$(`[data-does="${CSS.escape(focused)}"]`)?.focus();
      this.shown = shown;
    }
    this.$(".ignored").hidden = !away;
    this.$(".ignored span").textContent = away === 1 ? "1 ignored for this draft." : `${away} ignored for this draft.`;
    this.$(".key").hidden = !checked;
    this.point();
  }

  card(card) {
    const button = (does, label, act) => {
      const made = element("button", { type: "button", "data-does": `${does}-${card.id}` }, label);
      made.setAttribute("aria-label", `${label}: ${card.title}`);
      made.onclick = act;
      return made;
    };
    const item = element("li", { class: card.verdict, "data-card": card.id });
    item.append(element("p", {}, element("span", { class: "word" }, card.word), " ", element("b", {}, card.title)));
    item.append(element("p", {}, card.reason), element("p", {}, card.tip));
    if (card.earlier) item.append(element("blockquote", {}, `They heard: “${card.earlier}”`));
    if (card.cut) item.append(element("p", {}, card.cut.line));
    const row = element("div", { class: "row" });
    if (card.cut) {
      const cut = button("cut", card.cut.button, () => this.cut(card.cut.text));
      cut.classList.add("cut");
      row.append(cut);
    }
    const marked = this.data.checked.lines.some((line) => line[3] === card.id && line[2] !== "met");
    row.append(button("go", marked ? "Go to it" : "Write it", () => this.go(card.id)));
    row.append(button("ignore", "Ignore", () => this.ignore([...this.ignored, card.id])));
    item.append(row);
    return item;
  }

  /** Selects the words that a card is about; where it has none, something is missing: the end is where to add it. */
  go(card) {
    const [from, to] = this.lines().find((line) => line[3] === card && line[2] !== "met") || [];
    const end = this.field.value.length;
    this.field.focus();
    this.field.setSelectionRange(from ?? end, to ?? end);
    this.point();
  }

  /** Takes the cut; where something was typed since it was worked out, the next check offers it anew. */
  cut(text) {
    if (this.field.value === this.data.checked.text) this.replace(text);
    this.typed();
    this.flush();
  }

  ignore(cards) {
    this.ignored = cards;
    memory.write(this.data.draft, { version: this.data.version, text: this.field.value, ignored: cards });
    this.cards();
    this.paint();
    this.tell();
    this.field.focus();
  }

  /** Marks the cards of the words that the cursor stands in. */
  point() {
    const at = this.field.selectionStart;
    const here = new Set(this.lines().filter((l) => l[0] <= at && at <= l[1] && l[2] !== "met").map((l) => l[3]));
    for (const item of this.$(".cards").children) item.classList.toggle("here", here.has(item.dataset.card));
  }

  /** The user's words, large, with the place where their pace has the limit, and the clock running. */
  start() {
    const { wpm, limit } = this.data;
    const last = limit ? Math.floor((limit * wpm) / 60) : Infinity;
    const read = this.$(".read");
    this.spans = [];
    read.replaceChildren();
    let number = 0;
    for (const piece of this.field.value.split(/(\s+)/)) {
      if (!piece.trim()) {
        read.append(piece);
        continue;
      }
      if (number === last) read.append(element("b", { class: "flag" }, `${limit} s`), " ");
      const span = element("span", number >= last ? { class: "late" } : {}, piece);
      this.spans.push(span);
      read.append(span);
      number += 1;
    }
    if (!this.spans.length) {
      this.say("Write something first.");
      return;
    }
    this.flag = read.querySelector(".flag");
    this.$(".box").hidden = true;
    read.hidden = false;
    this.started = performance.now();
    this.$(".timer").textContent = "Stop";
    this.$(".timer").setAttribute("aria-pressed", "true");
    this.say("The clock runs. The marked word is where your usual pace would be.");
    this.ticking = setInterval(() => this.tick(), 100);
    this.tick();
  }

  tick() {
    const { wpm, limit } = this.data;
    const seconds = (performance.now() - this.started) / 1000;
    const number = Math.min(this.spans.length - 1, Math.floor((seconds * wpm) / 60));
    if (number !== this.reading) {
      this.spans[this.reading]?.classList.remove("now");
      this.spans[number].classList.add("now");
      this.reading = number;
      const read = this.$(".read");
      const top = this.spans[number].offsetTop - read.clientHeight / 2;
      if (read.scrollHeight > read.clientHeight) read.scrollTop = Math.max(0, top);
    }
    this.flag?.classList.toggle("passed", limit !== null && seconds >= limit);
    this.$(".clock").textContent = limit ? `${seconds.toFixed(1)} of ${limit} s` : `${seconds.toFixed(1)} s`;
    if (seconds > 600) this.stop();
  }

  stop() {
    const seconds = (performance.now() - this.started) / 1000;
    const { limit } = this.data;
    clearInterval(this.ticking);
    this.started = 0;
    this.reading = undefined;
    this.$(".read").hidden = true;
    this.$(".box").hidden = false;
    this.fit();
    this.$(".clock").textContent = "";
    this.$(".timer").setAttribute("aria-pressed", "false");
    this.$(".timer").textContent = limit ? `Read it aloud against ${limit} s` : "Read it aloud";
    const over = limit && seconds > limit ? `: ${(seconds - limit).toFixed(1)} s over ${limit}.` : limit ? `: within ${limit} s.` : ".";
    const pace = Math.round((60 * this.spans.length) / seconds);
    const told = seconds < 3 ? "" : `, ${pace} words a minute`; // stopped at once: nobody read that
    this.say(`You took ${seconds.toFixed(1)} s${told}${over}`);
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(this.field.value);
      this.say("Copied.");
    } catch {
      this.field.focus();
      this.field.select();
      this.say("Your browser does not let us copy. The text is selected: press Ctrl+C.");
    }
  }

  say(text) {
    this.$(".told").textContent = text;
  }

  /** What stands in the fields above outlives a reload too: on the first look Python is told what this tab holds. */
  details() {
    const { owner, fields, first } = this.data;
    const name = `about:${owner}`;
    const kept = memory.read(name);
    if (first && !this.asked.has(owner) && kept && JSON.stringify(kept) !== JSON.stringify(fields)) {
      setTimeout(() => this.emit("fields", { owner, values: kept }), 0);
    } else {
      memory.write(name, fields);
    }
    this.asked.add(owner);
  }

  close() {
    clearTimeout(this.timer);
    clearInterval(this.ticking);
    this.widths.disconnect();
    window.removeEventListener("pagehide", this.leaving);
  }
}

export default function ({ data, parentElement, setStateValue }) {
  let editor = EDITORS.get(parentElement);
  if (!editor) EDITORS.set(parentElement, (editor = new Editor(parentElement)));
  editor.emit = setStateValue;
  editor.take(data);
  return () => {
    editor.close();
    EDITORS.delete(parentElement);
  };
}
