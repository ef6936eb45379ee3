// The recording, its waveform and its transcript. Runs as a Streamlit v2 component, without a build step.
// Words of a recording are untrusted: they reach the page as text only, never as markup.

const PLAYERS = new WeakMap();
const STEP_S = 5;
const SPEEDS = [0.75, 1, 1.25, 1.5, 2];

const clock = (t) => {
  const s = Math.max(0, Math.floor(t || 0));
  const two = (n) => String(n).padStart(2, "0");
  const hours = Math.floor(s / 3600);
  const minutes = Math.floor((s % 3600) / 60);
  return hours ? `${hours}:${two(minutes)}:${two(s % 60)}` : `${minutes}:${two(s % 60)}`;
};

const element = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
};

// The last item that starts at or before `t`, -1 before the first.
const lastBefore = (items, t) => {
  let low = 0;
  let high = items.length - 1;
  let found = -1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (items[middle].start <= t) {
      found = middle;
      low = middle + 1;
    } else high = middle - 1;
  }
  return found;
};

const BANDS = [["unscored", "violet"], ["n/a", "violet"], ["met", "green"], ["partial", "orange"], ["missed", "red"]];
const WORST_FIRST = ["missed", "partial", "met"];
const markClass = (marks) => WORST_FIRST.find((verdict) => marks.some((m) => m.verdict === verdict)) || "other";

class Player {
  constructor(root) {
    this.root = root;
    this.find = (selector) => root.querySelector(selector);
    this.audio = this.find("audio");
    this.canvas = this.find("canvas");
    this.list = this.find(".lines");
    this.words = [];
    this.lines = [];
    this.word = this.line = -1;
    this.follow = true;
    this.place = 0;
    this.listen();
  }

  listen() {
    const { audio, canvas, list, find } = this;
    find(".speed").replaceChildren(...SPEEDS.map((s) => element("option", { value: s }, `${s}×`)));
    find(".speed").value = "1";
    audio.onplay = () => { this.showPlaying(true); this.loop(); };
    audio.ontimeupdate = () => this.stopAtEnd();
    audio.onpause = () => { this.showPlaying(false); this.remember(); this.tick(); };
    audio.onseeked = () => this.tick();
    audio.onerror = () => this.say("This recording cannot be played here. Its transcript and scores are unaffected.");
    find(".play").onclick = () => this.toggle();
    find(".back").onclick = () => this.seek(this.now - STEP_S);
    find(".forward").onclick = () => this.seek(this.now + STEP_S);
    find(".previous").onclick = () => this.evidence(-1);
    find(".next").onclick = () => this.evidence(1);
    find(".speed").onchange = (event) => { audio.playbackRate = Number(event.target.value); };
    find(".follow").onchange = (event) => { this.follow = event.target.checked; };
    list.onwheel = () => { if (!audio.paused) this.follow = find(".follow").checked = false; };
    list.onclick = (event) => this.clicked(event);
    // Dragging over words chooses them. On a touch screen it scrolls; there, and by keys, whole lines are chosen.
    list.onpointerdown = (event) => {
      this.from = this.data.picks && event.button === 0 && event.pointerType !== "touch" ? this.wordAt(event) : -1;
      this.dragged = false;
    };
    list.onpointerup = (event) => {
      const to = this.wordAt(event);
      this.dragged = this.from >= 0 && to >= 0 && to !== this.from;
      if (this.dragged) this.choose(Math.min(this.from, to), Math.max(this.from, to));
    };
    find(".remark").onclick = () => this.pick("comment", this.now);
    find(".clip").onclick = () => this.pick("clip", ...this.chosen);
    find(".use").onclick = () => this.pick("evidence", ...this.chosen);
    find(".remark-there").onclick = () => this.pick("comment", ...this.chosen);
    find(".drop").onclick = () => this.choose();
    canvas.onclick = (event) => {
      const box = canvas.getBoundingClientRect();
      const [from, to] = this.span;
      this.seek(from + ((event.clientX - box.left) / box.width) * (to - from));
    };
    find(".player").onkeydown = (event) => this.key(event);
    // A link "#t=12.3" anywhere on the page plays from there; the script does not run again.
    this.onLink = (event) => {
      const link = event.target.closest?.('a[href*="#t="]');
      if (!link) return;
      event.preventDefault();
      event.stopPropagation();
      this.seek(parseFloat(link.getAttribute("href").split("#t=")[1]), true);
    };
    document.addEventListener("click", this.onLink, true);
    this.resized = new ResizeObserver(() => this.draw());
    this.resized.observe(canvas);
  }

  // What is played: the whole recording, or only a clip of it.
  get span() {
    return this.data.clip || [0, this.data.duration];
  }

  // Where we are: in the sound, or where it was deleted in the transcript alone.
  get now() {
    return this.silent ? this.place : this.audio.currentTime;
  }

  show(data, tell) {
    this.tell = tell;
    this.silent = !data.url;
    this.find(".player").classList.toggle("silent", this.silent);
    const other = this.data?.url !== data.url || String(this.data?.clip) !== String(data.clip);
    const changed = this.data?.version !== data.version;
    this.data = data;
    for (const node of this.root.querySelectorAll(".picking")) node.hidden = !data.picks;
    this.find(".editing").hidden = Boolean(data.picks);
    this.find(".player").classList.toggle("big", Boolean(data.clip));
    for (const name of [".follow-label", ".keys"]) this.find(name).hidden = Boolean(data.clip);
    for (const name of [".previous", ".next"]) this.root.querySelector(name).hidden = !data.marks.length || Boolean(data.clip);
    if (other) {
      this.audio.pause();
      if (this.silent) this.audio.removeAttribute("src");
      else this.audio.src = data.url;
      const kept = Number(sessionStorage.getItem(`coach:${data.recording}`));
      const from = data.clip ? data.clip[0] : data.start ?? kept;
      if (from) this.seek(from);
      if (data.clip) this.find(".play").focus({ preventScroll: true });
    } else if (data.start != null && data.start !== this.start) this.seek(data.start);
    this.start = data.start;
    if (changed) this.renew();
    if (this.asked && data.answered === this.asked) {
      this.asked = null;
      this.list.removeAttribute("aria-busy");
      this.say(data.said);
    } else if (changed && data.said) this.say(data.said);
    this.tick();
    if (other && this.silent && this.place) this.reveal(this.line);
  }

  // Draws the transcript anew without losing the place: what is in sight, and where the keys go.
  renew() {
    const { list } = this;
    const { scrollTop } = list;
    const active = this.root.activeElement;
    const item = active?.closest?.("li");
    const start = item ? this.lines[[...list.children].indexOf(item)]?.start : undefined;
    const kind = ["who", "edit", "take", "at"].find((name) => active?.classList.contains(name)) || "edit";
    this.render();
    list.scrollTop = scrollTop;
    if (start === undefined) return;
    const line = this.lines[Math.max(0, lastBefore(this.lines, start + 0.001))];
    (line?.[kind] || line?.at)?.focus({ preventScroll: true });
  }

  render() {
    this.words = [];
    this.lines = [];
    this.word = this.line = -1;
    const marks = new Map(this.data.marks.map((mark) => [mark.id, mark]));
    const open = new Set();
    const items = this.data.lines.map((line, index) => {
      const text = element("p");
      const doubtful = new Set(line.doubtful);
      let number = 0;
      for (const run of line.runs) {
        const covering = run.marks.map((id) => marks.get(id));
        const target = covering.length ? this.mark(covering, open) : text;
        for (const [word, start] of run.words) {
          const span = element("span", { class: "word", "data-t": start });
          span.textContent = word;
          if (doubtful.has(number++)) {
            span.classList.add("doubtful");
            span.title = "We are not sure of this word.";
          }
          target.append(span, " ");
          this.words.push({ start, span });
        }
        if (target !== text) text.append(target, " ");
      }
      const at = element("button", { class: "at", type: "button", tabindex: "-1", "data-t": line.start });
      at.setAttribute("aria-label", `${this.silent ? "At" : "Play from"} ${clock(line.start)}, ${line.name}`);
      at.textContent = clock(line.start);
      const who = this.who(line);
      const edit = element("button", { class: "edit", type: "button", tabindex: "-1", title: "Correct this line" });
      edit.setAttribute("aria-label", `Correct the line at ${clock(line.start)}`);
      edit.textContent = "✎";
      edit.onclick = () => this.open(index);
      const last = this.words.length - 1;
      const take = element("button", { class: "take", type: "button", tabindex: "-1", title: "Choose this line" });
      take.setAttribute("aria-label", `Choose the line at ${clock(line.start)}`);
      take.textContent = "❝";
      take.onclick = () => this.choose(last - this.count(line) + 1, last, take);
      const tools = [...(this.data.state ? [edit] : []), ...(this.data.picks ? [take] : [])];
      who.hidden = Boolean(this.data.clip) && !line.unsure && this.data.lines[index - 1]?.name === line.name;
      const item = element("li", { class: line.speaker }, at, who, text, ...tools);
      this.lines.push({ start: line.start, item, at, who, edit, take, text });
      return item;
    });
    this.list.replaceChildren(...items);
    if (this.lines.length) this.lines[0].at.tabIndex = 0;
  }

  // The name of who speaks; a click says that it was the other side.
  who(line) {
    const unsure = line.unsure ? "We are not sure who said this. " : "";
    if (!this.data.state) {
      const name = element("b", unsure ? { class: "doubtful", title: unsure } : {});
      name.textContent = line.name;
      return name;
    }
    const title = `${unsure}Click if ${line.other_name} said this.`;
    const name = element("button", { class: `who${line.unsure ? " doubtful" : ""}`, type: "button", tabindex: "-1", title });
    name.setAttribute("aria-label", `${line.name} said this. ${unsure}Change to ${line.other_name}`);
    const sign = element("span", { class: "turn", "aria-hidden": "true" });
    sign.textContent = "⇄";
    name.append(line.unsure ? `${line.name} ? ` : `${line.name} `, sign);
    const place = { utterance: line.utterance, first: line.first, last: line.first + this.count(line) };
    name.onclick = () => this.ask({ kind: "speaker", ...place, speaker: line.other, run_on: true });
    return name;
  }

  count(line) {
    return line.runs.reduce((sum, run) => sum + run.words.length, 0);
  }

  wordAt(event) {
    const span = event.composedPath().find((node) => node.classList?.contains("word"));
    return span ? this.words.findIndex((word) => word.span === span) : -1;
  }

  // Shows these words as chosen and asks what for; without any, chooses nothing.
  choose(first = 0, last = -1, from = null) {
    const back = this.chooser;
    this.words.forEach(({ span }, index) => span.classList.toggle("chosen", index >= first && index <= last));
    const words = this.words.slice(first, last + 1);
    this.find(".picked").hidden = !words.length;
    this.chooser = from;
    if (!words.length) return back?.focus();
    this.root.getSelection?.()?.empty?.();
    getSelection()?.empty?.();
    this.chosen = [words[0].start, words.at(-1).start];
    this.find(".quote").textContent = words.map(({ span }) => span.textContent).join(" ");
    this.find(".use").focus({ preventScroll: true });
  }

  // Tells Python which words are evidence, or which moment is commented on.
  pick(kind, start, last = start) {
    this.choose();
    this.tell("pick", { id: crypto.randomUUID?.() || String(Math.random()), kind, start, last });
  }

  // Tells Python what to put right. It answers with the transcript as it is then.
  ask(correction) {
    this.asked = crypto.randomUUID?.() || String(Math.random());
    this.list.setAttribute("aria-busy", "true");
    this.say("Scoring again …");
    this.tell("correct", { id: this.asked, state: this.data.state, ...correction });
  }

  // A line as a field: its words may be typed anew, it may begin earlier, and a new one may begin in it.
  open(index) {
    const line = this.data.lines[index];
    const { item, text, edit } = this.lines[index];
    if (!line || item.querySelector("form")) return;
    const said = line.runs.flatMap((run) => run.words.map(([word]) => word)).join(" ");
    const place = { utterance: line.utterance, first: line.first };
    const field = element("textarea", { rows: "2", "aria-label": `Words of ${line.name} at ${clock(line.start)}` });
    field.value = said;
    const button = (label, title, work) => {
      const made = element("button", { type: "button", title });
      made.textContent = label;
      made.onclick = work;
      return made;
    };
    const close = () => { form.replaceWith(text); edit.hidden = false; edit.focus(); };
    const save = () => {
      if (field.value.trim() === said) close();
      else this.ask({ kind: "text", ...place, count: this.count(line), text: field.value });
    };
    const split = () => {
      const before = field.value.slice(0, field.selectionStart).trim();
      const words = before ? before.split(/\s+/).length : 0;
      const inside = /\S$/.test(field.value.slice(0, field.selectionStart)) && /^\S/.test(field.value.slice(field.selectionStart));
      if (field.value.trim() !== said) this.say("Save the words first, then split the line.");
      else if (words - inside <= 0) this.say("Put the cursor before the word that begins the new line.");
      else this.ask({ kind: "split", utterance: line.utterance, word: line.first + words - inside });
    };
    const parts = [button("Save", "Enter", save), button("New line at the cursor", "Splits the line", split)];
    if (line.first === 0 && line.utterance > 0) {
      const join = () => this.ask({ kind: "join", utterance: line.utterance - 1 });
      parts.push(button("Join with the line before", "The speaker of the line before said it all", join));
    }
    parts.push(button("Cancel", "Escape", close));
    const form = element("form", {}, field, element("div", { class: "bar" }, ...parts));
    form.onsubmit = (event) => event.preventDefault();
    form.onkeydown = (event) => {
      event.stopPropagation();
      if (event.key === "Escape") close();
      else if (event.key === "Enter" && event.target === field && !event.isComposing) save();
      else return;
      event.preventDefault();
    };
    text.replaceWith(form);
    edit.hidden = true;
    field.focus();
  }

  // The letter stands at the first word of each piece of evidence only.
  mark(covering, open) {
    const fresh = covering.filter((mark) => !open.has(mark.id));
    fresh.forEach((mark) => open.add(mark.id));
    const made = element("mark", { class: markClass(covering), "data-t": covering[0].start });
    made.title = covering.map((mark) => `${mark.tag} ${mark.title}: ${mark.word}`).join("\n");
    if (fresh.length) {
      const letters = element("sup");
      letters.textContent = [...new Set(fresh.map((mark) => mark.tag))].join(" ");
      letters.setAttribute("aria-label", fresh.map((mark) => `Evidence ${mark.tag}, ${mark.title}: ${mark.word}.`).join(" "));
      letters.setAttribute("role", "note");
      made.append(letters);
    }
    return made;
  }

  seek(t, play) {
    const { audio } = this;
    const [first, last] = this.span;
    const wanted = this.data.clip ? Math.min(Math.max(first, t), last) : Math.max(0, t);
    if (this.silent) {
      this.place = Math.min(wanted, this.data.duration);
      this.tick();
      this.reveal(this.line);
      return;
    }
    const go = () => { audio.currentTime = Math.min(wanted, audio.duration || wanted); this.tick(); };
    if (audio.readyState >= 1) go();
    else audio.addEventListener("loadedmetadata", go, { once: true });
    if (play) this.play();
  }

  // A clip ends where it ends; playing it then begins anew.
  stopAtEnd() {
    if (this.data?.clip && !this.audio.paused && this.audio.currentTime >= this.data.clip[1]) {
      this.audio.pause();
      this.audio.currentTime = this.data.clip[1];
    }
  }

  play() {
    if (this.silent) return;
    if (this.data.clip && this.audio.currentTime >= this.data.clip[1] - 0.05) this.seek(this.data.clip[0]);
    this.audio.play().then(() => this.say(""), (error) => {
      if (error.name === "NotAllowedError") this.say("Press play to listen.");
    });
  }

  toggle() {
    if (this.silent || this.audio.paused) this.play();
    else this.audio.pause();
  }

  // To the next (1) or the previous (-1) piece of evidence.
  evidence(direction) {
    const t = this.now;
    const { marks } = this.data;
    const to = direction > 0 ? marks.find((m) => m.start > t + 0.05) : marks.findLast((m) => m.start < t - 0.8);
    if (!to) return;
    this.seek(to.start);
    this.say(`Evidence ${to.tag}, ${to.title}: ${to.word}, at ${clock(to.start)}.`);
    this.reveal(lastBefore(this.lines, to.start));
  }

  clicked(event) {
    if (this.dragged || event.composedPath().some((node) => node.matches?.("form, .who, .edit, .take"))) return;
    const target = event.composedPath().find((node) => node.dataset?.t);
    if (target) this.seek(Number(target.dataset.t), true);
  }

  key(event) {
    if (this.data.clip && event.target.tagName === "SELECT") event.stopPropagation(); // arrows choose the speed there
    if (event.ctrlKey || event.metaKey || event.altKey || /INPUT|SELECT/.test(event.target.tagName)) return;
    const slider = event.target === this.canvas;
    const line = this.lines.findIndex(({ at, who, edit, take }) => [at, who, edit, take].includes(event.target));
    if (this.data.picks && /^[1-9]$/.test(event.key)) return; // the verdict buttons' own keys
    const { now } = this;
    const keys = {
      k: () => this.toggle(),
      j: () => this.seek(now - STEP_S),
      l: () => this.seek(now + STEP_S),
      n: () => this.evidence(1),
      p: () => this.evidence(-1),
      ",": () => this.changeSpeed(-1),
      ".": () => this.changeSpeed(1),
    };
    if (this.data.picks) keys.m = () => this.find(".remark").click();
    if (this.data.picks && !this.find(".picked").hidden) keys.escape = () => this.choose();
    if (event.target.tagName !== "BUTTON") keys[" "] = keys.k;
    if (slider) {
      keys.arrowleft = keys.j;
      keys.arrowright = keys.l;
      keys.home = () => this.seek(this.span[0]);
      keys.end = () => this.seek(this.span[1] - 0.1);
    }
    if (line >= 0) {
      keys.arrowdown = () => this.rove(line + 1);
      keys.arrowup = () => this.rove(line - 1);
      keys.home = () => this.rove(0);
      keys.end = () => this.rove(this.lines.length - 1);
      keys.arrowright = () => this.along(line, event.target, 1);
      keys.arrowleft = () => this.along(line, event.target, -1);
      if (this.data.picks) keys.u = () => this.lines[line].take.click();
      if (this.data.state) {
        keys.s = () => this.lines[line].who.click();
        keys.e = () => this.open(line);
      }
    }
    const action = keys[event.key.toLowerCase()];
    if (this.data.clip && !action && /^Arrow(Left|Right)$/.test(event.key)) return; // to the clip before or after
    // Streamlit has keys of its own; what is typed in the player stays in the player.
    event.stopPropagation();
    if (!action) return;
    event.preventDefault();
    action();
  }

  // One tab stop for the whole transcript; the arrows walk its lines.
  rove(to) {
    if (!this.lines[to]) return;
    this.lines.forEach(({ at }, index) => { at.tabIndex = index === to ? 0 : -1; });
    this.lines[to].at.focus();
  }

  // Within a line: its time, its speaker, its words.
  along(line, from, step) {
    const { at, who, edit, take } = this.lines[line];
    const parts = this.data.state ? [at, who, edit] : this.data.picks ? [at, take] : [at];
    parts[parts.indexOf(from) + step]?.focus();
  }

  changeSpeed(step) {
    const select = this.find(".speed");
    select.selectedIndex = Math.min(Math.max(0, select.selectedIndex + step), SPEEDS.length - 1);
    select.onchange({ target: select });
    this.say(`Speed ${select.value}`);
  }

  reveal(index) {
    const line = this.lines[index];
    if (!line) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.list.scrollTo({ top: line.item.offsetTop - this.list.clientHeight / 3, behavior: calm ? "auto" : "smooth" });
  }

  loop() {
    this.stopAtEnd();
    this.tick();
    if (!this.audio.paused) this.frame = requestAnimationFrame(() => this.loop());
  }

  tick() {
    if (!this.data) return;
    const t = this.now;
    const word = lastBefore(this.words, t + 0.01);
    if (word !== this.word) {
      this.words[this.word]?.span.classList.remove("now");
      this.words[word]?.span.classList.add("now");
      this.word = word;
    }
    const line = lastBefore(this.lines, t + 0.01);
    if (line !== this.line) {
      this.lines[this.line]?.item.removeAttribute("aria-current");
      this.lines[line]?.item.setAttribute("aria-current", "true");
      this.line = line;
      if (this.follow && !this.audio.paused) this.reveal(line);
    }
    const [from, to] = this.span;
    this.find(".time").textContent = `${clock(t - from)} / ${clock(to - from)}`;
    this.draw();
  }

  draw() {
    const { canvas, data } = this;
    const width = canvas.clientWidth;
    const height = canvas.clientHeight;
    if (!width || !data) return;
    const scale = devicePixelRatio || 1;
    if (canvas.width !== Math.round(width * scale)) {
      canvas.width = Math.round(width * scale);
      canvas.height = Math.round(height * scale);
    }
    const pen = canvas.getContext("2d");
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.clearRect(0, 0, width, height);
    const theme = getComputedStyle(this.root.host || this.root);
    const color = (name) => theme.getPropertyValue(`--st-${name}-color`);
    const [from, to] = this.span;
    const x = (t) => ((t - from) / (to - from)) * width;
    // Where findings overlap, the one to work on is seen.
    for (const [verdict, name] of BANDS) {
      for (const mark of data.marks.filter((one) => one.verdict === verdict)) {
        const band = [x(mark.start), 0, Math.max(3, x(mark.end) - x(mark.start)), height];
        pen.clearRect(...band);
        pen.globalAlpha = 0.28;
        pen.fillStyle = color(name);
        pen.fillRect(...band);
        pen.globalAlpha = 1;
      }
    }
    const most = Math.floor(width / 3);
    const bars = data.clip && data.peaks.length ? most : Math.min(data.peaks.length, most);
    const played = x(this.now);
    for (let bar = 0; bar < bars; bar++) {
      const first = Math.floor((bar * data.peaks.length) / bars);
      const last = Math.max(first + 1, Math.floor(((bar + 1) * data.peaks.length) / bars));
      const tall = Math.max(2, (Math.max(...data.peaks.slice(first, last)) / 100) * (height - 6));
      const left = (bar / bars) * width;
      pen.fillStyle = left < played ? color("primary") : color("gray");
      pen.fillRect(left, (height - tall) / 2, 2, tall);
    }
    for (const t of data.comments || []) {
      const middle = Math.min(Math.max(7, x(t)), width - 7);
      pen.fillStyle = color("background");
      pen.beginPath();
      pen.arc(middle, 7, 7, 0, 2 * Math.PI);
      pen.fill();
      pen.fillStyle = color("text");
      pen.beginPath();
      pen.arc(middle, 7, 5, 0, 2 * Math.PI);
      pen.fill();
    }
    pen.fillStyle = color("text");
    pen.fillRect(played, 0, 2, height);
    const now = this.now - from;
    canvas.setAttribute("aria-valuemax", Math.round(to - from));
    canvas.setAttribute("aria-valuenow", Math.max(0, Math.round(now)));
    canvas.setAttribute("aria-valuetext", `${clock(now)} of ${clock(to - from)}`);
  }

  showPlaying(playing) {
    const button = this.find(".play");
    button.textContent = playing ? "❚❚" : "▶";
    button.setAttribute("aria-label", playing ? "Pause" : "Play");
  }

  say(text) {
    this.find(".message").textContent = text;
  }

  // Leaving the page unmounts the player; coming back goes on from here.
  remember() {
    if (this.data && !this.data.clip) sessionStorage.setItem(`coach:${this.data.recording}`, String(this.now));
  }

  close() {
    this.remember();
    this.audio.pause();
    cancelAnimationFrame(this.frame);
    this.resized.disconnect();
    document.removeEventListener("click", this.onLink, true);
  }
}

// Keeps the player in sight beside long findings, where the page is wide enough for two columns.
const stick = (root) => {
  const box = (root.host || root).closest?.('[data-testid="stElementContainer"]');
  if (box && matchMedia("(min-width: 800px)").matches) Object.assign(box.style, { position: "sticky", top: "4rem" });
};

export default function ({ data, parentElement, setTriggerValue }) {
  let player = PLAYERS.get(parentElement);
  if (!player) {
    player = new Player(parentElement);
    PLAYERS.set(parentElement, player);
    stick(parentElement);
  }
  player.show(data, setTriggerValue);
  return () => {
    player.close();
    PLAYERS.delete(parentElement);
  };
}
