// What helps to reach things: the palette of actions, words that are selected, cards on claim numbers.
// Enhancement only, as app.js.

import { find, hearSelection, press } from "./app.js";

const byId = (id) => document.getElementById(id);

// The palette: every action that the page has a button for, with its key.

const palette = byId("palette");
const entries = [...(palette?.querySelectorAll("[data-does]") ?? [])];
const isHere = (action) => Boolean(find(action)) || (/^(next|prev)-line$/.test(action) && Boolean(document.querySelector(".row")));
function narrow() {
  const words = byId("palette-words").value.toLowerCase().split(/\s+/);
  for (const entry of entries) {
    const said = entry.textContent.toLowerCase();
    entry.parentElement.hidden = !entry.dataset.here || !words.every((word) => said.includes(word));
  }
  byId("palette-none").hidden = shown().length > 0;
}
const shown = () => entries.filter((entry) => !entry.parentElement.hidden);
function openPalette() {
  for (const entry of entries) entry.dataset.here = isHere(entry.dataset.does) ? "1" : "";
  byId("palette-words").value = "";
  narrow();
  palette.showModal();
}
document.addEventListener("keydown", (event) => {
  if (event.code !== "KeyK" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  if (!palette || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  openPalette();
});
byId("palette-open")?.addEventListener("click", openPalette);
byId("palette-close")?.addEventListener("click", () => palette.close());
palette?.addEventListener("input", narrow);
palette?.addEventListener("click", ({ target }) => {
  const action = target.closest("[data-does]")?.dataset.does;
  if (!action) return;
  palette.close(); // the focus is where it was, and so is the row that the action is for
  press(action);
});
palette?.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.code];
  if (event.code === "Enter" && event.target.id === "palette-words" && !event.isComposing) {
    event.preventDefault();
    shown()[0]?.click();
  } else if (step) {
    event.preventDefault();
    const stops = [byId("palette-words"), ...shown()];
    stops[(stops.indexOf(document.activeElement) + step + stops.length) % stops.length].focus();
  }
});

// Selected words go into the form that asks for them, with their place in UTF-16 units.

document.addEventListener("selectionchange", () => {
  const selected = document.getSelection();
  if (!selected || selected.isCollapsed) return;
  for (const form of document.querySelectorAll("form[data-selects]")) {
    const range = selected.getRangeAt(0).cloneRange();
    const area = document.querySelector(form.dataset.selects);
    if (!area || !range.intersectsNode(area)) continue;
    const { quote } = form.elements;
    // Words typed by hand are not overwritten, unless the desk refused them.
    if (quote.value && form.dataset.filled !== quote.value && !form.querySelector(".problem")) continue;
    const block = range.startContainer.parentElement?.closest("[data-utf16]") ?? null;
    const [start, end] = area.contains(block) && endsIn(block, range) ? boundsIn(block, range) : [0, 0];
    const from = Number(block?.dataset.utf16);
    // What cannot be one claim's words is not taken for those that were selected before.
    form.elements.start.value = start < end ? from + start : "";
    form.elements.end.value = start < end ? from + end : "";
    form.dataset.filled = quote.value = start < end ? textOf(block).slice(start, end) : "";
  }
});
// A third click selects up to the start of what comes next.
function endsIn(block, range) {
  if (block.contains(range.endContainer)) return true;
  const said = (part) => part.toString().replace(/\s+/g, " ").trim();
  const tail = range.cloneRange();
  tail.setEnd(block, block.childNodes.length);
  if (said(tail) !== said(document.getSelection())) return false;
  range.setEnd(block, block.childNodes.length);
  return true;
}
const boundsIn = (block, range) => [
  unitsBefore(block, range.startContainer, range.startOffset),
  unitsBefore(block, range.endContainer, range.endOffset),
];
// Words typed by hand have no place; the desk looks for them.
document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-selects]");
  if (form && event.target.name === "quote") form.elements.start.value = form.elements.end.value = "";
});

// The numbers of claims and the dots of lines stand in the page but not in the stored text.
const isStored = (node) => !node.parentElement.closest("a.ref, a.dot");
function storedNodes(block) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) if (isStored(walker.currentNode)) nodes.push(walker.currentNode);
  return nodes;
}
const textOf = (block) => storedNodes(block).map((node) => node.data).join("");
function unitsBefore(block, container, offset) {
  const upTo = document.createRange();
  upTo.setStart(block, 0);
  upTo.setEnd(container, offset);
  let units = 0;
  for (const node of storedNodes(block)) {
    if (node === container) return units + offset;
    if (!upTo.intersectsNode(node) || upTo.comparePoint(node, node.length) > 0) return units;
    units += node.length;
  }
  return units;
}

// A button at the words that are selected, for those who point; a key does the same.

const popUp = byId("pop-claim");
const markForm = () => document.querySelector("#panel form[data-selects]");
function offer() {
  const selected = document.getSelection();
  const text = byId("text");
  const marks = popUp && markForm()?.elements.start.value && !selected.isCollapsed && text.contains(selected.anchorNode);
  if (popUp) popUp.hidden = !marks || !text.contains(selected.focusNode);
  if (!popUp || popUp.hidden) return;
  placeAt(popUp, selected.getRangeAt(0).getBoundingClientRect());
}
document.addEventListener("selectionchange", offer);
popUp?.addEventListener("pointerdown", (event) => event.preventDefault()); // or the selection is lost
popUp?.addEventListener("click", () => {
  hearSelection();
  markForm()?.requestSubmit();
});
document.addEventListener("htmx:afterSwap", offer);

function placeAt(part, box) {
  part.hidden = false;
  part.style.left = "0"; // as wide as it would be with room
  const { width, height } = part.getBoundingClientRect();
  const room = document.documentElement.clientWidth;
  const above = box.top - height - 4;
  part.style.left = `${scrollX + Math.max(4, Math.min(box.left, room - width - 4))}px`;
  part.style.top = `${scrollY + (above > 60 ? above : box.bottom + 4)}px`;
}

// A card that says what a claim's number in the text stands for, for pointer and keyboard alike. It
// stays while either is on the number or on it, and goes with Escape.

const card = byId("card");
let cardOf = null;
let waiting = 0;
function showCard(ref) {
  const claim = document.querySelector(`.printed [data-claim-number="${ref.dataset.ref}"] [data-words]`);
  if (!card || !claim) return;
  cardOf?.removeAttribute("aria-describedby");
  cardOf = ref;
  byId("card-title").textContent = ref.getAttribute("aria-label");
  byId("card-words").textContent = claim.textContent;
  ref.setAttribute("aria-describedby", "card-words");
  placeAt(card, ref.getBoundingClientRect());
}
function hideCard() {
  clearTimeout(waiting);
  cardOf?.removeAttribute("aria-describedby");
  cardOf = null;
  if (card) card.hidden = true;
}
function soon(act) {
  clearTimeout(waiting);
  waiting = setTimeout(act, 200);
}
document.addEventListener("pointerover", ({ target, pointerType }) => {
  const ref = target.closest?.("a.ref");
  if (pointerType === "touch") return;
  if (ref && ref !== cardOf) soon(() => showCard(ref));
  else if (ref || (card && card.contains(target))) clearTimeout(waiting);
  else if (cardOf && cardOf !== document.activeElement) soon(hideCard);
  else if (!cardOf) clearTimeout(waiting);
});
document.addEventListener("focusin", ({ target }) => {
  if (target.matches?.("a.ref:focus-visible")) showCard(target);
  else if (cardOf) hideCard();
});
addEventListener("resize", () => {
  offer();
  if (cardOf) placeAt(card, cardOf.getBoundingClientRect());
});
document.addEventListener("htmx:beforeSwap", ({ detail: { target } }) => { if (target.contains(cardOf)) hideCard(); });
document.addEventListener("keydown", (event) => {
  if (event.code !== "Escape" || !cardOf) return;
  hideCard();
  event.stopPropagation();
}, true);
