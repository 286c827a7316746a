"use strict";
// Everything works without this script but search, sorting, and addresses that are not the span of a statement.

// Offsets count code points, as the tables do; a string of the browser counts some signs twice.
function units(text, points) {
  let at = 0;
  for (let n = 0; n < points && at < text.length; n += 1) at += text.codePointAt(at) > 0xffff ? 2 : 1;
  return at;
}

function place(article, offset) {
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  let left = offset;
  let node = walker.nextNode();
  while (node) {
    const size = Array.from(node.data).length;
    const next = left <= size ? null : walker.nextNode();
    if (!next) return [node, units(node.data, Math.min(left, size))];
    left -= size;
    node = next;
  }
  return null;
}

function reveal(element) {
  for (let parent = element; parent; parent = parent.parentElement) if (parent.tagName === "DETAILS") parent.open = true;
  element.scrollIntoView({ block: "center" });
}

function follow() {
  let anchor;
  try { anchor = decodeURIComponent(location.hash.slice(1)); } catch { return; }
  if (!anchor) return;
  if (window.CSS && CSS.highlights) CSS.highlights.delete("place");
  const found = document.getElementById(anchor);
  if (found) { reveal(found); return; }
  const parts = /^([^]*):(\d+)-(\d+)$/.exec(anchor);
  const article = parts && document.getElementById("text:" + parts[1]);
  if (!article) return;
  const from = place(article, Number(parts[2]));
  const to = place(article, Number(parts[3]));
  if (!from || !to) return;
  // The end of one span is the beginning of the next: start where the text stands.
  reveal(from[1] === from[0].data.length && to[0] !== from[0] ? to[0].parentElement : from[0].parentElement);
  const range = document.createRange();
  range.setStart(...from);
  range.setEnd(...to);
  if (window.CSS && CSS.highlights) CSS.highlights.set("place", new Highlight(range));
  else { getSelection().removeAllRanges(); getSelection().addRange(range); }
}

function sortBy(heading) {
  const table = heading.closest("table");
  const column = heading.cellIndex;
  const down = heading.getAttribute("aria-sort") === "ascending";
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", down ? "descending" : "ascending");
  const order = new Intl.Collator(undefined, { numeric: true });
  const rows = Array.from(table.tBodies[0].rows);
  rows.sort((a, b) => order.compare(a.cells[column].textContent.trim(), b.cells[column].textContent.trim()) * (down ? -1 : 1));
  table.tBodies[0].append(...rows);
}

for (const table of document.querySelectorAll("table.sortable")) {
  for (const heading of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    button.addEventListener("click", () => sortBy(heading));
    heading.append(button);
  }
}

for (const box of document.querySelectorAll("input[type=search]")) {
  const table = document.getElementById(box.getAttribute("aria-controls"));
  const said = document.getElementById(box.getAttribute("aria-describedby"));
  box.addEventListener("input", () => {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of table.tBodies[0].rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
      if (!row.hidden) shown += 1;
    }
    said.textContent = `${shown} of ${table.tBodies[0].rows.length}`;
  });
}

// A link to the place that is shown already changes no hash.
document.addEventListener("click", (event) => {
  const anchor = event.target.closest("a[href^='#']");
  if (anchor && anchor.hash === location.hash) follow();
});
addEventListener("hashchange", follow);
addEventListener("load", follow);
