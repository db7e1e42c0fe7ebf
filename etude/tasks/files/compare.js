"use strict";
// What the page that needs no server does with a typed text: it compares it with the answer key, and grades nothing.
// Blanks around it do not count, and a run of blanks or line ends is one blank; everything else must be the same.
function sameText(typed, key) {
  const plain = (text) => text.trim().replace(/\s+/g, " ");
  return plain(typed) === plain(key);
}

// The page asks this object. placeholder, button, rows: how the box to type in looks. enter: whether the Enter key
// alone sends it. note: sentences above the tasks; `...` is code. key(task): a promise of the answer key.
// check(task, text, box): show in the box what there is to say of a text; for multiple choice the text is a letter.
const answering = {
  placeholder: "your answer",
  button: "Compare",
  rows: 1,
  enter: true,
  note: "This page grades nothing: it only compares what you type with the answer key, as text. An answer that is " +
    "written in another way is not the same text. For real verdicts run `etude view TASKS --serve` and answer there, " +
    "or `etude verify TASKS RESPONSES` for a whole file.",
  key: async (task) => task.key,
  check(task, text, box) {
    const same = sameText(text, task.key);
    box.className = "outcome " + (same ? "good" : "plain");
    box.textContent = same ? "Same as the key" : "Not the same text";
  },
};
