"use strict";
// What the served page does with a response: it asks the server, which grades with etude.verify, and shows the verdict.
// The fields of this object are described in etude/tasks/files/compare.js.
const answering = {
  placeholder: "a whole response, as a model writes it: several lines, LaTeX, reasoning",
  button: "Grade",
  rows: 4,
  enter: false,
  note: "Responses are graded here by `etude.verify`, on this machine. Ctrl+Enter grades; clicking an option grades its letter.",

  async ask(path, options) {
    let reply;
    try {
      reply = await fetch(path, options);
    } catch {
      throw new Error("the server does not answer; is etude view --serve still running?");
    }
    const said = await reply.json().catch(() => ({ error: "the server answered " + reply.status }));
    if (!reply.ok) throw new Error(said.error);
    return said;
  },

  async key(task) {
    return (await this.ask(`tasks/${task.number}/key`)).key;
  },

  // Where several responses are sent one after the other, only the verdict on the last one is shown.
  async check(task, text, box) {
    const turn = box.turn = (box.turn || 0) + 1;
    box.className = "outcome plain";
    box.textContent = "Grading ...";
    try {
      const body = JSON.stringify({ response: text });
      const headers = { "Content-Type": "application/json" };
      const verdict = await this.ask(`tasks/${task.number}/verdict`, { method: "POST", headers, body });
      if (turn === box.turn) this.show(verdict, box);
    } catch (error) {
      if (turn === box.turn) box.textContent = error.message;
    }
  },

  show(verdict, box) {
    const add = (name, text, className, to = box) => {
      const made = document.createElement(name);
      made.textContent = text;
      if (className) made.className = className;
      to.append(made);
      return made;
    };
    const short = (value) => String(Math.round(value * 10000) / 10000);
    box.className = "outcome " + (verdict.correct ? "good" : "bad");
    box.replaceChildren();
    add("strong", (verdict.correct ? "Correct" : "Not correct") + ", reward " + short(verdict.reward));
    add("code", verdict.reason, "", add("p", verdict.why + " Reason code: "));
    if (verdict.extracted === null) {
      add("p", "Read as the answer: nothing");
    } else {
      add("p", "Read as the answer:");
      add("code", verdict.extracted || "(an empty text)", "code");
    }
    const parts = Object.entries(verdict.parts);
    if (parts.length) add("p", "Parts: " + parts.map(([name, value]) => name + " " + short(value)).join(", "));
  },
};
