// Streamlit calls the default export on every run of the page; the labeller of an element is kept.
const labellers = new WeakMap();
// Pictures by address of the image, the latest last: the next ones are here before they are asked for.
const pictures = new Map();
const N_PICTURES = 40;
const KEYS = { g: "graffiti", n: "no_graffiti", u: "unsure" };
const WORDS = { graffiti: "graffiti", no_graffiti: "no graffiti", unsure: "unsure" };
const PRESSED_MS = 160;

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const root = parentElement.querySelector('[data-testid="labeller"]');
  if (!root || !data) return;
  keepPictures(data.pictures);
  if (data.queue.some((item) => !pictures.has(item.key))) setTriggerValue("missing", true);
  let labeller = labellers.get(root);
  if (!labeller) {
    labeller = newLabeller(root);
    labellers.set(root, labeller);
    listen(labeller);
  }
  labeller.send = (acts) => setStateValue("acts", { mount: labeller.mount, acts });
  take(labeller, data);
  return labeller.leave;
}

function newLabeller(root) {
  return {
    root, find: (selector) => root.querySelector(selector), queue: [], done: [], pending: [], nActs: 0, shown: "",
    mount: Math.random().toString(36).slice(2), last: null, empty: "",
  };
}

function keepPictures(fresh) {
  for (const [key, address] of Object.entries(fresh)) {
    const image = new Image(); // decoded ahead, so that showing it later takes no time
    image.src = address;
    pictures.set(key, image);
  }
  while (pictures.size > N_PICTURES) pictures.delete(pictures.keys().next().value);
}

// What Python says of the queue counts once it knows every act; until then ours is ahead of it.
function take(labeller, data) {
  if (data.acknowledged.mount === labeller.mount)
    labeller.pending = labeller.pending.filter((act) => act.id > data.acknowledged.id);
  labeller.empty = data.empty;
  if (!labeller.pending.length) {
    labeller.queue = [...data.queue];
    labeller.last = data.last;
  } else {
    const here = new Set([...labeller.queue, ...labeller.done].map((item) => item.key));
    labeller.queue.push(...data.queue.filter((item) => !here.has(item.key)));
  }
  paint(labeller);
}

function act(labeller, entry) {
  labeller.pending.push({ ...entry, id: ++labeller.nActs });
  labeller.send(labeller.pending);
  paint(labeller);
}

function answer(labeller, label) {
  const item = labeller.queue[0];
  if (!item || !isShown(labeller, item)) return; // nobody can have seen it yet
  labeller.queue.shift();
  labeller.done.push(item);
  labeller.last = { label, guess: "" };
  act(labeller, { act: "label", key: item.key, label });
}

function undo(labeller) {
  const item = labeller.done.pop();
  if (item) labeller.queue.unshift(item);
  labeller.last = null;
  act(labeller, { act: "undo" });
}

function isShown(labeller, item) {
  const picture = labeller.find(".picture");
  return labeller.shown === item.key && picture.complete && picture.naturalWidth > 0;
}

function paint(labeller) {
  const item = labeller.queue[0];
  const image = item && pictures.get(item.key);
  const picture = labeller.find(".picture");
  if (image && labeller.shown !== item.key) picture.src = image.src;
  labeller.shown = image ? item.key : "";
  picture.hidden = !image;
  picture.alt = item ? item.image : "";
  labeller.find(".wait").textContent = image ? "" : labeller.pending.length || item ? "The next image is on its way ..." : labeller.empty;
  labeller.find(".about").textContent = item ? item.about : "";
  for (const button of labeller.root.querySelectorAll("[data-label]")) button.disabled = !image;
  const last = labeller.last;
  labeller.find(".said").textContent = last ? `You said ${WORDS[last.label]}.` : "";
  labeller.find(".guess").textContent = last ? last.guess : "";
}

function listen(labeller) {
  const pressed = (button) => {
    button.classList.add("pressed");
    setTimeout(() => button.classList.remove("pressed"), PRESSED_MS);
  };
  for (const button of labeller.root.querySelectorAll("[data-label]")) button.onclick = () => answer(labeller, button.dataset.label);
  labeller.find(".undo").onclick = () => undo(labeller);
  const onKey = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event)) return;
    const label = KEYS[event.key.toLowerCase()];
    if (!label && event.key !== "Backspace") return;
    event.preventDefault();
    pressed(labeller.find(label ? `[data-label="${label}"]` : ".undo"));
    if (label) answer(labeller, label);
    else undo(labeller);
  };
  document.addEventListener("keydown", onKey);
  labeller.leave = () => {
    document.removeEventListener("keydown", onKey);
    labellers.delete(labeller.root);
  };
}

// Letters typed into a field, or that choose from an open list, are no answers.
function isTyping(event) {
  const target = event.composedPath()[0];
  return target.isContentEditable || Boolean(target.closest?.('input, textarea, select, [role="combobox"], [role="listbox"], [role="dialog"]'));
}
